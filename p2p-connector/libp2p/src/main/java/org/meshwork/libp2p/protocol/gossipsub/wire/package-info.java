/**
 * The messages of gossipsub (libp2p/specs pubsub, "The RPC" and "Message Signing"; gossipsub 1.0 to
 * 1.2, "Protobuf"): reading them, writing them, signing, and checking signatures.
 *
 * <p>Guarantees: an RPC is read within {@link
 * org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds}, or refused as a whole; extensions that
 * are not known are passed over; a message that is passed on says what it said, fields that are not
 * known here included, in the order that its signature covers.
 *
 * <p>Bounds: topics of 1,024 bytes, ids of 256, a record of {@link
 * org.meshwork.libp2p.record.SignedEnvelope#MAX_BYTES}.
 *
 * <p>Decisions: signatures don't cover the key, although the specification excludes only the
 * signature, since go-, rust- and js-libp2p sign before they add it; a message is written anew with
 * its fields in the order of their numbers and unknown ones behind, as go-libp2p does for signing
 * and passing on, so that both agree on every signature; the parts of an RPC are written once for
 * all who are sent them; control messages are in one field, since not every implementation merges
 * several.
 *
 * <p>Non-goals: topic descriptors, which nobody uses; the lax policies of signing.
 */
package org.meshwork.libp2p.protocol.gossipsub.wire;
