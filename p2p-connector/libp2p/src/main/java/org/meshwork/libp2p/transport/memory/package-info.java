/**
 * Transport within one process, on Netty's local channels: {@code /memory/…} with a number, for
 * tests, simulations, and hosts that dial themselves.
 *
 * <p>Guarantees: it is a transport like others, with the same upgrade; hosts meet only in the same
 * {@link org.meshwork.libp2p.transport.memory.MemoryNetwork}; {@code /memory/0} stands for any
 * number that is free.
 *
 * <p>Bounds: numbers of at most 18 digits.
 *
 * <p>Non-goals: speed; losing, delaying or partitioning, which are a simulation's.
 */
package org.meshwork.libp2p.transport.memory;
