/**
 * Values that say what they are: varints, hashes, bases, content identifiers and addresses.
 *
 * <p>Guarantees: binary forms are read in their one canonical encoding, so that equal values have
 * equal bytes; text forms are read as the specifications allow and written in one way; what is
 * refused is refused with {@link org.meshwork.libp2p.multiformats.InputRefused}, which says why and
 * what to do. Bounds: 9 bytes a varint, 128 a digest, 2,048 and 32 components an address, 8,192
 * characters of text.
 *
 * <p>Specifications: multiformats/unsigned-varint, multihash, multibase, multicodec, cid,
 * multiaddr; libp2p/specs addressing; RFC 4648 (bases), RFC 5952 (IPv6 in text).
 *
 * <p>Decisions: hashes and content types of unknown code are carried, because others may know them;
 * an address of unknown protocol is refused, because its length can't be known.
 *
 * <p>Non-goals: resolving names, judging whether an address can be dialled, hash functions that no
 * libp2p specification asks for.
 */
package org.meshwork.libp2p.multiformats;
