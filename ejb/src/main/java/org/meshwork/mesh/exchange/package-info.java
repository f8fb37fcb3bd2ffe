/**
 * Descriptors on their way: this node's by gossip, those of others by gossip and, from a peer that
 * has just connected, all that it holds at once.
 *
 * <p>Guarantees: nothing is kept or passed on that {@link
 * org.meshwork.mesh.descriptor.DescriptorIntake} has not accepted; what it drops is counted ({@code
 * meshwork.mesh.descriptors}).
 *
 * <p>Bounds: answers to a newcomer have 2 MiB at most, the newest first; the rest comes by gossip
 * within the time to live. Descriptors and answers are handled by the server's threads, a few at
 * once; more are dropped, and come again.
 *
 * <p>Decisions: the topic is {@code /meshwork/descriptors/1}, the protocol {@code
 * /meshwork/descriptors/1.0.0}: an empty request, and in the reply each envelope behind its length
 * in four bytes.
 */
package org.meshwork.mesh.exchange;
