/**
 * The mesh as a resource adapter of Jakarta Connectors (ADR 19): a host of libp2p that starts and
 * stops with the server, and is set by the adapter's properties, which the server's console and CLI
 * show.
 *
 * <p>Guarantees: threads that run an application's code are the work manager's; event loops are the
 * adapter's own, named {@code mesh-io}, and run none of it. A property with a wrong value fails the
 * start with its name. When {@code stop} returns, nothing of the adapter runs.
 *
 * <p>Parts: {@code inbound} (message-driven beans), {@code outbound} (the connection factory),
 * {@code administration} (running the node), {@code calls} (what calls have in common), {@code
 * wire} (requests and replies). Classes that applications see are in {@code
 * org.meshwork.connector}, a module of the server, as libp2p is: native libraries and applications
 * outlive a redeployment of the adapter.
 *
 * <p>Non-goals: who may be asked for what, which is the node's policy; delivery that outlives a
 * crash, which is what tasks are for.
 */
package org.meshwork.connector.adapter;
