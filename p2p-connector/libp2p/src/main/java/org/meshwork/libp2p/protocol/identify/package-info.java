/**
 * {@code /ipfs/id/1.0.0} and {@code /ipfs/id/push/1.0.0} (libp2p/specs identify, r1, and RFC 0003
 * for the certified record): who a peer is, where it listens and what it speaks.
 *
 * <p>Guarantees: each peer is asked once it is connected, one question at a time on a connection;
 * what listeners hear is of the connection's proven peer, and a certified record of it carries its
 * signature; a message that names another key, or carries a forged record or another's, is refused
 * as a whole with {@code PROTOCOL_VIOLATED}; peers who take pushes hear of changed addresses and
 * protocols, several changes at once, and others are left alone.
 *
 * <p>Bounds: 8 KiB a part and 8 parts a message, 128 addresses, 1,024 protocols, 1,023 bytes a
 * text, 4 incoming streams a peer of each protocol, a time for each exchange. What this host sends
 * has 16 addresses at most. Of what a peer says of itself, 32 addresses are remembered.
 *
 * <p>Decisions: a message may come in parts, as go-libp2p sends large ones; a message without a key
 * is taken, since the connection has proven it; a push says what has changed, and what it leaves
 * out stays; a peer that lies stays connected, for others to judge.
 *
 * <p>What peers say goes into the host's peer store: their certified record, the addresses that
 * they claim, their protocols. It is believed for 30 minutes, and renewed every 10 minutes and once
 * more at its end while the connection lasts.
 *
 * <p>Non-goals: judging observed addresses, the interfaces behind an unspecified address, which is
 * not told.
 */
package org.meshwork.libp2p.protocol.identify;
