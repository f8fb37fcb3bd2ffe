/**
 * The mesh: who is in it, what each can do, and how far away it is.
 *
 * <p>{@code descriptor} is what a node says of itself, signed and expiring; {@code coordinates}
 * estimates the time to peers that were never measured; {@code peers} keeps all of them and answers
 * who can do something under a condition.
 *
 * <p>Guarantees: what a peer sends is checked before it is used, and whatever it sends costs
 * bounded memory and time; what has expired is not answered, from the instant on.
 *
 * <p>Decisions: plain classes, which get the clock, randomness and the connector from whoever makes
 * them; so all of this is tested without a network.
 *
 * <p>Non-goals: sending and receiving, keeping peers over a restart, choosing one of the
 * candidates.
 */
package org.meshwork.mesh;
