/**
 * Peers whose addresses are given, by which a host gets into its network and stays in it: they are
 * dialled at the start, and again when they are lost.
 *
 * <p>Guarantees: a peer that is not connected is either being dialled, waits for its turn, or has a
 * time set for it; each failure doubles the time, from which chance takes up to a half; a
 * connection that does not last counts as a failure, so that a peer that hangs up at once is not
 * dialled at once. Kept peers are protected and tagged in the connection manager for as long as
 * this runs.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.discovery.bootstrap.BootstrapSettings} for dials at once
 * and pauses; 256 peers, 32 addresses each.
 *
 * <p>Decisions: an address must end in a peer, since a connection to anybody who answers is worth
 * nothing; names, {@code /dnsaddr} too, are resolved anew at each dial, by the host. The host's own
 * addresses may be in the list, which is often the same for all, and are passed over. Thread and
 * time are those of the host's executor.
 *
 * <p>Non-goals: judging whether one peer is enough; closing connections when it stops.
 */
package org.meshwork.libp2p.discovery.bootstrap;
