/**
 * The host: one name among peers, with its connections to them and the protocols that it speaks
 * (libp2p/specs connections, "Definitions" and "Protocol Negotiation").
 *
 * <p>Guarantees: a peer that is connected is not dialled again, and callers that want the same peer
 * at once share one dial; the host never connects to itself; a handler gets a stream only once its
 * protocol is agreed; listeners hear of a connection before its streams are handled, and once of
 * its end; a limited connection, which a relay ends soon, is used when there is no other, and only
 * for protocols that are allowed there; {@link org.meshwork.libp2p.host.Host#close} completes when
 * nothing is open any more.
 *
 * <p>Threads: the host's state lives on one executor, which it is given, with its time; its methods
 * may be called from any thread. Handlers are called on their connection's event loop, listeners on
 * the executor.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.host.HostSettings} for dials, addresses, connections,
 * listeners, protocols, and incoming negotiations of a connection, each with a time.
 *
 * <p>Decisions: addresses of a peer are tried one after the other, in the order that the caller
 * gives; both connections are kept when two peers dial each other at once; a stream waits for the
 * peer's answer, so that who opens one knows that the protocol is spoken; connections above a bound
 * are closed, older ones are never given up for them.
 *
 * <p>Non-goals: remembering addresses (the peerstore), ranking them or dialling in parallel, who
 * may connect (the gater), which connections to give up (the connection manager), the interfaces
 * behind an unspecified address.
 */
package org.meshwork.libp2p.host;
