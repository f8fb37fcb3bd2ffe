/**
 * How listeners are asked, on whatever protocol they listen: one request on a stream of its own, as
 * a message behind its length (unsigned varint), whose bytes are the listener's business; then one
 * reply, likewise, and the end:
 *
 * <pre>
 * message Reply {
 *   enum Status { UNKNOWN = 0; OK = 1; BUSY = 2; ROLLED_BACK = 3; REFUSED = 4; }
 *   Status status = 1;
 *   bytes payload = 2;  // if OK
 *   string text = 3;    // if not, for people
 * }
 * </pre>
 *
 * <p>A skill {@code text.chunk/1} is asked for on the protocol {@code
 * /meshwork/skill/text.chunk/1}, so that identify tells peers what a node can do. Fields that are
 * not known are passed over.
 */
package org.meshwork.connector.adapter.wire;
