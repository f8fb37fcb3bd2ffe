/**
 * A whole node: a host with its transports and protocols, put together and tied by what AutoNAT
 * finds (ADR 0018). What each part does, its package says; here is what follows from what.
 *
 * <p>Guarantees, by {@link org.meshwork.libp2p.protocol.autonat.Reachability}:
 *
 * <ul>
 *   <li>{@code UNKNOWN}, as at the beginning and after a change of addresses: the node is a client
 *       of the hash table, serves nobody that it serves only when public, and keeps the
 *       reservations that it has, if any.
 *   <li>{@code PRIVATE}: besides, it has reservations at as many relays as it wants, those that it
 *       was told first, then connected peers that are relays; addresses over them are announced,
 *       and a relay that stays lost is replaced.
 *   <li>{@code PUBLIC}: it is a server of the hash table, announces the addresses that others reach
 *       it at, serves what it serves when public, and lets its reservations go.
 * </ul>
 *
 * <p>DCUtR works whatever is found: the private side begins, with the addresses that are announced
 * and those where peers see it.
 *
 * <p>Peers are found as {@link org.meshwork.libp2p.node.Finding} says: those that are kept stay
 * connected; neighbours on a link and others at a point of rendezvous are called on until there are
 * enough connections, and asked for more in the hash table; who was not reached is called on again
 * when it is found again.
 *
 * <p>{@link org.meshwork.libp2p.node.Node#close} ends what {@code start} began, last first, and
 * completes when nothing of it is open; what was handed in is left to its owner.
 *
 * <p>Threads: as the host; what is tied happens on the host's executor.
 *
 * <p>Bounds: 64 relays known, each tried again after a pause; 1,024 found peers that wait, 4 called
 * on at once; those of the parts.
 *
 * <p>Decisions: defaults serve nobody beyond the hash table, and that only when public; nothing is
 * listened at unless it is asked for. A node that is never told anything about its reachability
 * stays {@code UNKNOWN}: a network with few servers of AutoNAT sets the confidence lower. Dials
 * back for others come from ports and a key of their own.
 *
 * <p>Non-goals: finding relays by the hash table; mapping ports (UPnP, PCP); choices that programs
 * make themselves: every part can be put together without this package.
 */
package org.meshwork.libp2p.node;
