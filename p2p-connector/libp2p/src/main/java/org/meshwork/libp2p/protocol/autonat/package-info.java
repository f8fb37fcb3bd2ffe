/**
 * AutoNAT: whether others can reach this host (libp2p/specs autonat). Here is what both versions
 * share: the policy of asking, and the rules of dialling back. {@code v1} and {@code v2} hold the
 * protocols, each with a client, a {@link org.meshwork.libp2p.protocol.autonat.Prober}, and a
 * server.
 *
 * <p>Guarantees: a host, or an address, is public or private only after as many different servers
 * as the settings say have agreed, and stays so until as many disagree; each server has one vote,
 * the newest; a refusal, an answer that makes no sense, or none is no vote. One server is asked at
 * a time; more often while a question is open, or a vote disagrees; anew when the addresses change,
 * of which those that stay keep their verdicts. Listeners hear of every change, once.
 *
 * <p>Bounds: 8 addresses; {@code 2 n - 1} votes each; no more servers than connections; {@link
 * org.meshwork.libp2p.protocol.autonat.ServingSettings} for requests served.
 *
 * <p>Decisions: what version 2 proves counts for more than what version 1 says; a verdict on the
 * host by version 1 ends with any change of its addresses, since nobody said which of them it was
 * about: until servers have spoken again nothing is known; the place where most peers see this host
 * stands in for an unspecified or a private one, with the listener's port, which a NAT may map;
 * dials back use transports directly, so that neither the host's connections nor its listeners take
 * part.
 *
 * <p>Non-goals: what follows from being private (that is the package {@code node}); mapping ports;
 * names in addresses; many servers of one operator, who have many votes.
 */
package org.meshwork.libp2p.protocol.autonat;
