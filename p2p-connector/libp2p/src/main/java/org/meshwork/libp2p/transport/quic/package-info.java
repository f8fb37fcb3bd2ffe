/**
 * QUIC as libp2p has it (libp2p/specs quic; addresses {@code /ip4|ip6/…/udp/…/quic-v1}): version 1
 * (RFC 9000) by Netty's codec and quiche, the certificates and the proof of identity of {@link
 * org.meshwork.libp2p.security.tls}, application protocol {@code libp2p}.
 *
 * <p>Guarantees: a connection is handed out once its peer is proven; an expected peer that is not
 * there is refused within the handshake; nothing is resumed and no early data taken. A stream is
 * read only as fast as its reader takes it, and a write is done when the connection has room for
 * it; the end of writing never overtakes what was written. Bounds ({@code QuicBounds}): handshakes
 * under way, streams of the peer, windows, streams that were reset over a connection's life; with
 * many handshakes under way, diallers must show that they receive at their address.
 *
 * <p>Threads: a UDP socket has one event loop, and so have all connections on it. Dials use the
 * socket of a listener that reaches the peer, as punching holes needs it, or one that they share.
 *
 * <p>Decisions: a hole is punched by packets of random bytes from the listener's socket; keeping
 * connections alive by datagrams of one byte (RFC 9221) to peers that allow them, because Netty
 * offers no PING; others keep theirs alive themselves. A connection that is closed gracefully waits
 * until nothing has to be sent again, because Netty tells of no acknowledgements. A peer whose
 * certificate is refused is told so by us (error bad_certificate) before BoringSSL knows, after
 * which Netty would say nothing more. An end travels with the last bytes wherever it can, as when a
 * writer closes on hearing that there is room: quiche keeps such an end until it is acknowledged.
 * One that goes alone quiche forgets when the peer has acknowledged all bytes and its own end was
 * read (quiche's issue 2525), so that one waits until all is acknowledged: from then on only its
 * own acknowledgement makes quiche forget it ({@code Acknowledgements} says how that is seen, and
 * when only time tells). One that goes alone before the peer's has come goes at once; if its packet
 * is lost, and the peer ends within that round trip, the peer misses it. A port on which
 * connections last stays taken after its listener was closed. A stream that nobody reads hears of
 * the peer's reset when it is read again, because Netty tells of it to readers alone.
 *
 * <p>Non-goals: drafts of QUIC, unidirectional streams, 0-RTT, WebTransport.
 */
package org.meshwork.libp2p.transport.quic;
