/**
 * How peers are reached: each way is a {@link org.meshwork.libp2p.transport.Transport}, and all of
 * them pass the same tests. Transports of plain bytes share one upgrade, {@link
 * org.meshwork.libp2p.transport.Upgrader}: private network, security, muxer (libp2p/specs
 * connections, "Upgrading connections").
 *
 * <p>Guarantees: a dial or an accepted channel ends in a connection or with its channel closed,
 * within one timeout that covers all steps; cancelling a dial closes its channel; a connection's
 * peer is the expected one; who hands a connection out does so before its first stream is accepted.
 *
 * <p>Channels that came about otherwise (over a relay) go through {@link
 * org.meshwork.libp2p.transport.ChannelUpgrade}; transports by which both sides can dial at once
 * are {@link org.meshwork.libp2p.transport.HolePuncher}s.
 *
 * <p>Bounds: 10 seconds an upgrade, 256 inbound upgrades under way in all listeners of an upgrader;
 * further ones are closed at once. Both are settings.
 *
 * <p>Decisions: event loops are handed in; closing a listener ends the upgrades that are under way,
 * and leaves connections alone.
 *
 * <p>Non-goals: resolving names, choosing among addresses, limits of connections and who may
 * connect, which are the host's.
 */
package org.meshwork.libp2p.transport;
