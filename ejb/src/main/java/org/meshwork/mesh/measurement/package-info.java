/**
 * How far away peers are: round trips to those that are connected, and from these the coordinates
 * of this node, so that the way to others can be estimated.
 *
 * <p>Bounds: a peer is measured every ten seconds at most, sixteen peers at once; with more, each
 * is measured less often.
 */
package org.meshwork.mesh.measurement;
