/**
 * Which protocol is spoken on a channel or a stream: {@code /multistream/1.0.0} (libp2p/specs
 * connections, "multistream-select"; multiformats/multistream-select).
 *
 * <p>The dialer proposes protocols in the order of its preference, the listener takes one or
 * answers {@code na}. {@link org.meshwork.libp2p.negotiation.ChannelNegotiation} does so for a
 * channel, and {@link org.meshwork.libp2p.negotiation.StreamNegotiation} for a stream; both drive
 * the same two machines, which know neither.
 *
 * <p>Guarantees: bytes that come behind the last message go to whoever comes next, in order; a
 * negotiation that fails closes the channel or resets the stream, with a reason; the dialer's
 * header and first proposal go out in one write, and so do the listener's header and answer.
 *
 * <p>Bounds: 1,024 bytes a message, 64 proposals, 16 KiB in all, and a time that the caller sets.
 *
 * <p>Decisions: {@code ls} is answered {@code na}, because listing is optional and identify tells
 * the same to those who are allowed to know; lengths must be minimal and texts UTF-8; a stream's
 * dialer may go on as soon as one protocol is left (lazily), a channel's waits for the answer,
 * because a handshake that begins on trust can't be told from one that fails.
 *
 * <p>Non-goals: {@code /libp2p/simultaneous-connect}, which the specifications have given up (issue
 * 573): where both sides dial, DCUtR has told them who is the client.
 */
package org.meshwork.libp2p.negotiation;
