/**
 * Transport over WebSockets (libp2p/specs websockets; RFC 6455): {@code /ip4/…/tcp/…/ws}, and
 * secure as {@code /tls/ws}, {@code /tls/sni/…/ws} or {@code /wss}; without {@code /tcp} at port 80
 * or 443. Peers in browsers come this way.
 *
 * <p>Bytes go in binary frames whose borders mean nothing; messages in fragments are read as they
 * come. The libp2p handshake is done inside, over TLS as well, as the specification asks.
 *
 * <p>Guarantees: secure listening needs a certificate that is handed in, and secure dialling checks
 * the listener's against the JDK's trust or a given one, for the name after {@code /sni} or else
 * the IP address; text and anything but an upgrade are refused.
 *
 * <p>Bounds: 1 MiB a frame that comes and 64 KiB one that goes; 8 KiB of HTTP headers; a ping goes
 * unanswered while the peer does not read (RFC 6455 section 5.5.3); a second for the last frame.
 *
 * <p>Non-goals: {@code /http-path}, compression, names ({@code /dns…}), which are resolved before
 * dialling, and getting or renewing certificates.
 */
package org.meshwork.libp2p.transport.websocket;
