/**
 * What happens to tasks, as server-sent events.
 *
 * <p>Guarantees: a client that reconnects with the last id it has seen misses nothing and sees
 * nothing twice; streams are bounded in number, in what waits to be sent, and in how long a client
 * that has gone is kept; no thread belongs to a stream, and none waits for a client. A stream that
 * ends by itself ends with {@code end}, and that comes only when the task has ended for good, or
 * until somebody restarts it.
 *
 * <p>Non-goals: events of more than one task in a stream.
 */
package org.meshwork.web.events;
