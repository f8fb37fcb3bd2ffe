/**
 * The host: one name among peers, with its connections to them and the protocols that it speaks
 * (libp2p/specs connections, "Definitions" and "Protocol Negotiation"). Beside it: {@code dial}
 * (reaching peers), {@code names} (resolving), {@code gate} (who may be connected), {@code
 * resources} (what may be in use) (ADR 0015).
 *
 * <p>Guarantees: a peer that is connected is not dialled again, and callers that want the same peer
 * at once share one dial; the host never connects to itself; a handler gets a stream only once its
 * protocol is agreed; listeners hear of a connection before its streams are handled, and once of
 * its end; a limited connection, which a relay ends soon, is used when there is no other, and only
 * for protocols that are allowed there; whom the gater refuses has no stream; {@link
 * org.meshwork.libp2p.host.Host#close} completes when nothing is open any more, attempts that were
 * given up included.
 *
 * <p>Threads: the host's state lives on one executor, which it is given, with its time; its methods
 * may be called from any thread. Handlers are called on their connection's event loop, listeners on
 * the executor.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.host.HostSettings} for dials, addresses, connections,
 * streams, memory, listeners, protocols, and incoming negotiations of a connection, each with a
 * time.
 *
 * <p>Decisions: both connections are kept when two peers dial each other at once; a stream waits
 * for the peer's answer, so that who opens one knows that the protocol is spoken. Above the
 * high-water mark connections are given up down to the low one, those worth least first, never
 * protected ones, nor those where this side waits for an answer, nor those in their first 20
 * seconds, which do not count either; above the bound new ones are closed. One that either side has
 * begun to end is not used any more. An address that has just worked is remembered for 30 minutes.
 * What a handler has not begun to read is dropped when the connection ends. Peers are told where
 * the host listens, but for unspecified addresses, and what it is told to announce.
 *
 * <p>Non-goals: the interfaces behind an unspecified address; judging how peers behave.
 */
package org.meshwork.libp2p.host;
