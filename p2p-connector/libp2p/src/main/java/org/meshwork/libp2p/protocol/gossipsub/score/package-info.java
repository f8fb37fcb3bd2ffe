/**
 * Scores of peers (libp2p/specs gossipsub 1.1, "Peer Scoring"): P1 to P7 with their decay, and what
 * the result means.
 *
 * <p>Guarantees: the score function and its counters are the specification's, number by number; who
 * goes with a bad score finds it again when coming back within the time of retention; good conduct
 * is forgotten at once.
 *
 * <p>Bounds: a peer has an account for each topic that this side subscribes to and scores, and an
 * account that says nothing is dropped; peers that have gone are {@link
 * org.meshwork.libp2p.protocol.gossipsub.score.ScoreSettings#maxRetained()} at most; a message
 * remembers 64 deliverers.
 *
 * <p>Decisions: topics without settings of their own count, too, by default, so that invalid
 * messages are never free; P3 is off by default, since it needs the topic's rate; scores of peers
 * that have gone don't decay, or leaving would be a remedy; slowness is ours, linear and small,
 * beside P7, so that a slow link alone doesn't graylist a peer.
 *
 * <p>Non-goals: sharing scores.
 */
package org.meshwork.libp2p.protocol.gossipsub.score;
