/**
 * Measures the libp2p stack, without a node: its throughput beside js-libp2p's, what connections
 * cost, and how its protocols do in simulated networks of thousands of hosts.
 *
 * <p>Decisions: both ends of ours share a JVM, each with one event loop, but for idle connections,
 * of which there are more than a process may have descriptors for twice; js-libp2p's are two
 * processes, since one process of Node.js has one thread.
 */
package org.meshwork.bench.libp2p;
