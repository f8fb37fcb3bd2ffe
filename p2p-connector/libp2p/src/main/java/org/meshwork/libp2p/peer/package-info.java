/**
 * Who a peer is: the name that its public key gives it.
 *
 * <p>Guarantees: a key has one peer id and a peer id one binary form; every text form that the
 * specification knows is read; a hash that could not have come from a key by the rules is refused.
 *
 * <p>Specification: libp2p/specs peer-ids, "Peer Ids"; addressing, "The p2p multiaddr".
 *
 * <p>Decisions: text is written in base 58, as the specification still recommends.
 *
 * <p>Non-goals: what is known about a peer (addresses, protocols, conduct).
 */
package org.meshwork.libp2p.peer;
