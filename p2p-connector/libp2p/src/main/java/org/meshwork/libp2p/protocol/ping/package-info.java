/**
 * {@code /ipfs/ping/1.0.0} (libp2p/specs ping, r0): whether a peer is there, and how far away.
 *
 * <p>Guarantees: one stream to a peer at a time, on which its pings follow each other; a round trip
 * is measured on the connection's event loop, by its ticker, from writing 32 bytes to the last of
 * them coming back; an answer that differs fails the ping with {@code PROTOCOL_VIOLATED} and ends
 * the stream.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.ping.PingSettings}; two incoming streams a peer,
 * each with no more on its way than the muxer lets wait.
 *
 * <p>Decisions: a stream is closed when no ping waits, since some peers give up one that is silent
 * for seconds; what comes is sent back at once, without collecting 32 bytes, because a stream has
 * no borders within.
 *
 * <p>Non-goals: pinging by itself, and what follows from an answer that doesn't come (the
 * connection manager).
 */
package org.meshwork.libp2p.protocol.ping;
