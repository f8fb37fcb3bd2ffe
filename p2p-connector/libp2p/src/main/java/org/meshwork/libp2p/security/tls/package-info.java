/**
 * TLS as libp2p has it (libp2p/specs tls; protocol {@code /tls/1.0.0}): TLS 1.3 between two peers
 * that show each other a certificate which they have made themselves and in which the key of the
 * peer signs the key of the certificate.
 *
 * <p>Guarantees: nothing is passed on before the peer has shown one certificate, which holds now,
 * is signed by itself and by the peer's key; an expected peer that is not there is refused within
 * the handshake; no session is resumed. The muxer is agreed on within the handshake (ALPN;
 * libp2p/specs connections/inlined-muxer-negotiation) if both sides have one in common. Bounds: 16
 * KiB and 32 extensions a certificate; the messages of TLS by BoringSSL.
 *
 * <p>Decisions: BoringSSL, by Netty, because the JDK's TLS refuses certificates without an issuer,
 * which other implementations make; where it does not load, {@link
 * org.meshwork.libp2p.security.tls.TlsUnavailable} says so at construction. Certificates are read
 * by hand: the few fields that count, in their one encoding. Ours are on P-256, and hold from 1975
 * to 4096. Certificates on P-256 and P-384 and of RSA are accepted; BoringSSL accepts no others in
 * the handshake, although the reader knows P-521 and Ed25519. Of several muxers the server's
 * preference counts, because BoringSSL, as Netty uses it, knows no other rule; a peer without ALPN
 * is refused.
 *
 * <p>A dialler's handshake ends before the listener has judged its certificate: the refusal comes
 * as the end of the connection.
 *
 * <p>Non-goals: earlier versions of TLS, 0-RTT, names of servers, certificates of authorities.
 */
package org.meshwork.libp2p.security.tls;
