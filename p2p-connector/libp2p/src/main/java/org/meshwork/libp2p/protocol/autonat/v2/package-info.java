/**
 * {@code /libp2p/autonat/2/dial-request} and {@code /libp2p/autonat/2/dial-back} (libp2p/specs
 * autonat-v2, r2): a server dials one address of whoever asks, and says the client's nonce there.
 *
 * <p>Guarantees: a server dials exactly one address of a request, the first that it may; for
 * another IP address than the one that the request came from, it asks for 30,000 to 100,000 bytes
 * before, and doesn't dial until they are there; it dials for nobody who comes through a relay, no
 * private address, and none of a family in which it has no connection to anybody. A client takes an
 * address for reachable only if its nonce has come, once, on a connection that others made and of
 * the transport that was asked for; a server that says otherwise fails with {@code
 * PROTOCOL_VIOLATED}; a nonce that nobody awaits, or that comes again, resets its stream.
 *
 * <p>Bounds: 8 KiB a message, 64 addresses, 4,096 bytes a part of the data and 250 parts, 100,000
 * bytes that a client pays; 64 nonces awaited; 2 incoming streams a peer of each protocol; {@link
 * org.meshwork.libp2p.protocol.autonat.ServingSettings}, in which a request counts from its
 * acceptance to its end, while its data comes, too.
 *
 * <p>Decisions: {@code E_DIAL_BACK_ERROR} says nothing of the address, since anybody may answer
 * there; a nonce may come from any peer, and up to 5 seconds after the server's answer; data that
 * comes after enough is taken, as the last part may be larger than need be.
 *
 * <p>Non-goals: serving on more than one address of a request; waiting before a dial that was paid
 * for, against many clients that pay for the same address.
 */
package org.meshwork.libp2p.protocol.autonat.v2;
