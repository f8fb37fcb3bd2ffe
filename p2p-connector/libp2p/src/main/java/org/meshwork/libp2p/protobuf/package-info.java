/**
 * The wire form of Protocol Buffers, for the small messages that identify and sign.
 *
 * <p>Guarantees: what is written has its fields in the order of the calls and its integers in the
 * fewest bytes, as the specification of keys asks for; what is read is never copied beyond its own
 * length, and nesting is the caller's, so that a message can't overflow the stack.
 *
 * <p>Specification: Protocol Buffers encoding; libp2p/specs peer-ids, "Keys", on determinism.
 *
 * <p>Decision (ADR 0013): written by hand, because a key has to be refused unless its bytes are the
 * one encoding, which generated code can't tell, and four messages don't pay for a compiler and its
 * library.
 *
 * <p>Non-goals: descriptors, groups, maps, text and JSON forms.
 */
package org.meshwork.libp2p.protobuf;
