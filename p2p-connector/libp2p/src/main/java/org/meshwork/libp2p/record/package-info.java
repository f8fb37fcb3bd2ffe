/**
 * Signed statements: envelopes, and in them a peer's own word on where it can be reached.
 *
 * <p>Guarantees: an envelope or a certified record exists only when its signature was good for the
 * domain that was asked for, and a record only when it speaks of its signer; nothing of a payload
 * is read before its signature is checked; what was signed is kept byte for byte, so that it can be
 * passed on. Bounds: 16 KiB an envelope, 128 addresses a record.
 *
 * <p>Specifications: libp2p/specs RFC 0002 (signed envelopes), RFC 0003 (routing records).
 *
 * <p>Decisions: records are sealed with the domain {@code libp2p-peer-record} and the payload type
 * 0x0301, as other implementations write them; those with the domain and type that RFC 0003 names
 * are read as well. An address that can't be read here is left out, because a peer may speak
 * protocols that we don't.
 *
 * <p>Each record's signature is checked once, by {@link org.meshwork.libp2p.record.OpenedRecords},
 * as long as it is among those that were opened last.
 *
 * <p>Non-goals: remembering the newest record of each peer and refusing older ones (the peerstore);
 * judging whether an address is true.
 */
package org.meshwork.libp2p.record;
