/**
 * Transport over TCP (libp2p/specs addressing, "TCP"): {@code /ip4/…/tcp/…} and {@code
 * /ip6/…/tcp/…}, also with an {@code /ip6zone}.
 *
 * <p>Guarantees: small writes are not held back (no Nagle); a listener's port is free when closing
 * it has completed; an address that is taken, out of reach or refused fails with a reason.
 *
 * <p>Decisions: sockets of {@code /ip6/::} take IPv4 as well, as the JDK makes them, and show such
 * peers as {@code /ip4}; so {@code /ip4/0.0.0.0} on the same port is taken then. Those of {@code
 * /ip4/0.0.0.0} are of IPv4 alone, and say so.
 *
 * <p>Dials come from any port but for hole punching, which comes from a listener's: a port that all
 * dials shared would have only one connection to each peer.
 *
 * <p>Non-goals: names ({@code /dns…}), which are resolved before dialling.
 */
package org.meshwork.libp2p.transport.tcp;
