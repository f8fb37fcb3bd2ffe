/**
 * All peers that this node knows, and who of them can do something.
 *
 * <p>Guarantees: {@link org.meshwork.mesh.peers.PeerTable} answers from memory, in less than a
 * millisecond of median for 10,000 peers that all have the skill. A descriptor that has expired is
 * in no answer from that instant on, swept or not. A blocked peer is never a candidate, whatever is
 * heard of it, and is never forgotten for want of room.
 *
 * <p>Bounds: the table holds 20,000 peers unless told otherwise. When it is full, the peer that was
 * silent longest gives way; those connected or blocked don't. An answer has 200 peers at most.
 *
 * <p>Decisions: one lock for reading and writing, because the index and the table must agree and
 * both are quick. Peers of a skill stand together by region and labels, so that a policy is asked
 * once for all who are alike; candidates are selected with a heap of as many as are wanted, never
 * sorted as a whole. Nearness counts in whole milliseconds, so that among peers equally near the
 * one with more room comes first. A measured time counts more than one estimated from coordinates,
 * and a peer of which neither is known comes last.
 *
 * <p>Non-goals: keeping peers over a restart; choosing one of the candidates; telling who has come
 * and gone.
 */
package org.meshwork.mesh.peers;
