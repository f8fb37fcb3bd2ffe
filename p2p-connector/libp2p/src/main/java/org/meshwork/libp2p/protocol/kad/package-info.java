/**
 * {@code /ipfs/kad/1.0.0}, or a private protocol of the same kind (libp2p/specs kad-dht, r2): a
 * table that nobody owns, in which peers find each other, values by their key, and who provides a
 * content.
 *
 * <p>Three parts. Wire: {@code kad.wire}. Connection: {@code StreamRequests} and {@code
 * RequestStream}, a request on a stream of its own, and any number of a peer's requests on one of
 * its streams. Policy: {@code kad.table} (who is known), {@code kad.store} (what is kept), {@code
 * kad.value} (what is valid), and here lookups, values, contents, answers and upkeep, which stand
 * on the port {@code PeerRequests} and run on whatever executor and ticker they are given.
 *
 * <p>Guarantees: a lookup ends when the k closest peers that don't fail have answered, or at a
 * bound; only peers that have answered, or that identify shows to be in server mode, get into the
 * table; no value is stored, told or returned that its validator refuses, whoever sends it; a
 * better value is never replaced by a worse one, and holders of worse ones are corrected after a
 * get; nobody is made a provider by others; own values and contents are published again until they
 * are withdrawn.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.kad.KademliaSettings}; α requests of a lookup at
 * once and 8 k in all, shared by its paths, of each answer 2 k closer peers; 16 checks of old peers
 * at once; 4 republications at once; a peer's stream has 8 requests of 128 KiB at most that wait,
 * and is reset when it says nothing for the time of a request.
 *
 * <p>Decisions: what peers say of others, where they are and what they provide, is hearsay: the
 * addresses are dialled, and the connection proves who answers. Who is looked for is believed to be
 * where three say, or it says itself. Values are proven by their validators, and hidden by whoever
 * leads a lookup astray: so it goes on disjoint paths (S/Kademlia, 2007, section 4.4), each with
 * its part of the requests, and does not follow for long whoever names peers that nobody reaches.
 * Parts of the key space that share more than 8 bits with this node are not refreshed by random
 * keys, which are costly to find, but by looking for the node itself. A put in place of a better
 * value resets the stream, as go-libp2p does. At each refresh one of the peers by whom a node
 * joined is asked for those close to it, so that a network that was parted grows together again.
 * Connections to peers in the table are worth more to the host than others, and a request whose
 * connection is given up under it is sent once more on a new one.
 *
 * <p>Non-goals: who decides on the mode (AutoNAT), which addresses not to dial (the gater), and
 * keeping anything over a restart.
 */
package org.meshwork.libp2p.protocol.kad;
