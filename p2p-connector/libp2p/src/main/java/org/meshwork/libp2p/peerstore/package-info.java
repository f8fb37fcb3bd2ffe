/**
 * What is known of peers beyond their connections: addresses with their time, certified records
 * (libp2p/specs RFC 0003), protocols.
 *
 * <p>Guarantees: nothing is given out after its time; a record is replaced only by one with a
 * larger number, so that an old one that is replayed changes nothing; what others claim of a peer
 * never displaces what it has certified.
 *
 * <p>Bounds: 64 addresses and 1,024 protocols a peer; in memory 10,000 peers, which is a setting.
 * At the bound the peer is forgotten whose addresses expire first, which may be the newest one: a
 * flood of short-lived claims pushes out none that are believed for longer.
 *
 * <p>Decisions: {@link org.meshwork.libp2p.peerstore.PeerStore} is a port, so that peers may be
 * kept over a restart; times are those of a ticker; addresses are kept without the peer's own
 * {@code /p2p} step; adding never shortens a time.
 *
 * <p>Non-goals: judging whether an address is true, and which to dial first (the host).
 */
package org.meshwork.libp2p.peerstore;
