/**
 * The key space and who is known in it (libp2p/specs kad-dht, "Definitions"; Maymounkov and
 * Mazières, Kademlia, sections 2.2 and 2.4).
 *
 * <p>Guarantees: the distance of two keys is the exclusive or of their SHA-256; a bucket holds at
 * most k peers that share as many leading bits with this node, the longest unheard of first; nobody
 * who answers is put out for a newcomer; the closest peers of the table to a key are exactly those.
 *
 * <p>Bounds: k a bucket, and 5 newcomers that wait for a place in it; of one public subnet (IPv4
 * /16, IPv6 /32) as many a bucket as the table is told, so that who owns a network doesn't own a
 * bucket. Buckets exist only up to the deepest that is in use.
 *
 * <p>Decisions: a peer is put out at its second failure in a row, so that one lost packet costs
 * nobody its place; the newcomer that was heard of last takes it. Private, loopback and memory
 * addresses have no subnet: a site's own network is meant to be full of the same.
 *
 * <p>Threads: not safe; the node keeps it on one executor. Nothing here does I/O or knows a clock.
 */
package org.meshwork.libp2p.protocol.kad.table;
