/**
 * Messages of multicast DNS (RFC 6762, RFC 1035 section 4), as far as finding peers needs them:
 * questions, and the records PTR and TXT.
 *
 * <p>Guarantees: whatever comes, the decoder returns a value or throws {@link
 * org.meshwork.libp2p.multiformats.InputRefused}; a pointer in a name leads back before the name,
 * so that none leads in a circle.
 *
 * <p>Bounds: 9,000 bytes a message (RFC 6762 section 17), 32 questions, 128 records, 255 bytes and
 * 16 pointers a name; above these a message is refused.
 *
 * <p>Decisions: written by hand, because the reader of Netty's codec bounds neither the length of a
 * name, which pointers multiply, nor the number of records. Records of other types and classes are
 * left out. Letters of names are kept in lower case, as they count the same in either (RFC 4343).
 *
 * <p>Non-goals: other records; answers by unicast; what is not UTF-8 in names.
 */
package org.meshwork.libp2p.discovery.mdns.wire;
