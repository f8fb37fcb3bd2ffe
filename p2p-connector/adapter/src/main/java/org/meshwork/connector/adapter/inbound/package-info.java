/**
 * From peers to message-driven beans: an event loop reads a request whole, the dispatcher hands it
 * to the work manager, a thread of that calls the bean in its transaction, and what came of it goes
 * back.
 *
 * <p>Guarantees: a reply with the bean's result is sent after its transaction has committed and in
 * no other case; a request whose caller has gone is not begun; no event loop waits for a thread, a
 * bean or a transaction.
 *
 * <p>Bounds: {@code maxConcurrency} requests of a listener, from when it was read to the reply;
 * {@code maxFrame} bytes each; 4,096 that wait for a thread. Above these the peer hears that this
 * node is busy, at once; messages of topics are dropped. One peer has 32 streams of a listener, or
 * twice as many as that takes at once.
 *
 * <p>Decisions: beans are called with no {@code XAResource}: there is nothing to enlist, and the
 * outcome is heard of by a synchronization. A reply that is lost on the wire after the commit is
 * the caller's to ask for again: what must happen once is a task.
 */
package org.meshwork.connector.adapter.inbound;
