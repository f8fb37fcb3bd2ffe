/**
 * Who is in the mesh with this node: peers that it has met are kept in the database, and tried
 * again at each start and whenever they are away; those that an administrator has blocked are kept
 * away.
 *
 * <p>Guarantees: a peer that is away is tried again after 1, 2, 4 … 300 seconds, each time with a
 * jitter, at most eight at once. With {@code meshwork.mesh.dials=configured} nobody is dialled but
 * the adapter's bootstrap peers, and whoever an administrator names.
 *
 * <p>Bounds: 20,000 peers in the database; the one that was silent longest gives way. Peers that
 * were silent for 30 days are forgotten, blocked ones are not.
 *
 * <p>Decisions: what is connected is looked at once a second, in the place of being told: it costs
 * microseconds, and nothing is lost with an event. Blocks are told to the connector anew at each
 * start of it, since it keeps nothing.
 *
 * <p>Non-goals: certificates of members, which are to come with the identities of organisations;
 * until then, whoever holds the network's key is one.
 */
package org.meshwork.mesh.membership;
