/**
 * From applications to peers: a place in the server's pool is leave to use the node, and calls wait
 * for stages of libp2p, never on an event loop.
 *
 * <p>Decisions: no transactions, since what went over the wire can't be rolled back; no socket in
 * the pool, since the host keeps connections by itself. The pool's size is the bound of what
 * applications do at once.
 */
package org.meshwork.connector.adapter.outbound;
