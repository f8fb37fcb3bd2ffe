/**
 * Where nodes are in a space in which distance is round-trip time, so that the time to a peer that
 * was never measured can be estimated.
 *
 * <p>The algorithm is Vivaldi with an adaptive timestep and a height (Dabek, Cox, Kaashoek, Morris:
 * Vivaldi, a decentralized network coordinate system, SIGCOMM 2004, figure 3 and section 5.4).
 * Three dimensions: more did not help in that paper. From Ledlie, Gardner, Seltzer: Network
 * coordinates in the wild, NSDI 2007, come the moving percentile of each link ({@link
 * org.meshwork.mesh.coordinates.RoundTripFilter}), because one late answer is not a longer way, and
 * gravity, which keeps all nodes together from drifting away from the origin.
 *
 * <p>Guarantees: whatever a peer claims, a sample moves this node by 50 ms at most, and its
 * coordinates stay finite and within bounds. Figures that can't be meant (not finite, or beyond ten
 * seconds) are refused; heights and errors out of bounds are clamped, so that claiming to be
 * certain is worth no more than being so.
 *
 * <p>Bounds: ten seconds in each direction; filters of as many links as the caller says.
 *
 * <p>Non-goals: proof against many liars who agree. A measured time is to be preferred where there
 * is one. Links under a millisecond are not told apart well.
 */
package org.meshwork.mesh.coordinates;
