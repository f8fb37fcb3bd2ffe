/**
 * Networks of thousands of hosts in one thread, whose time passes as fast as they can compute:
 * latency, loss, partitions and their healing, for tests and benchmarks of protocols.
 *
 * <p>Guarantees: hosts, protocols, streams, muxer and negotiation are those that run on a real
 * network; only the wire below and the security of connections are other. What is sent on a
 * connection arrives in order, or its end does. The same seed gives the same run.
 *
 * <p>Threads: everything, the hosts' executor and their event loops too, is the thread that made
 * the {@link org.meshwork.libp2p.simulation.VirtualTime}, and runs only while that is told to pass.
 *
 * <p>Decisions: a wire is Netty's local channel with a handler at its head that delays; loss delays
 * as if TCP had sent again; a cut is silent, as a cable that is pulled; connecting takes one round
 * trip, and the upgrade what it takes; connections are not encrypted, which costs most of a
 * simulation's time otherwise.
 *
 * <p>Bounds: memory, some kilobytes a host and each end of a connection.
 *
 * <p>Non-goals: bandwidth, queues of routers, NAT (network namespaces show that), processors that
 * are slower than others.
 */
package org.meshwork.libp2p.simulation;
