/**
 * What a node keeps for others (libp2p/specs kad-dht, "Value storage" and "Content provider
 * advertisement"): values under their keys, and who provides which content, both in memory.
 *
 * <p>Guarantees: nothing is handed out past its age, which runs on the wall clock that the caller
 * reads; a full store keeps what lies nearest to its node, so that nobody drives out what the node
 * is there for by filling it with anything.
 *
 * <p>Bounds: as many values, contents and providers a content as the constructors are told.
 *
 * <p>Decisions: of the providers of a content the ones that said so last are kept, since they are
 * the likeliest to be there; persistence is left for a store of the server.
 *
 * <p>Threads: not safe; the node keeps them on one executor. Nothing here does I/O or knows a
 * clock.
 */
package org.meshwork.libp2p.protocol.kad.store;
