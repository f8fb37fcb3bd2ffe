/**
 * {@code /noise}: libp2p's handshake and channel by the Noise Protocol Framework.
 *
 * <p>Guarantees: the channel is handed on only when the peer has signed its Noise key with the key
 * that gives it its name, and is the one that was expected, if one was; the dialling side says who
 * it is only after that. A message that was changed, moved, repeated or left out ends the channel.
 * What is sent together leaves in full messages of 65,535 bytes. Bounds: {@value
 * org.meshwork.libp2p.security.noise.HandshakePayload#MAX_BYTES} bytes a payload of the handshake,
 * 32 muxers of 128 bytes in it; 65,535 bytes a message afterwards, of which one is kept until it is
 * whole; what was written and not yet flushed, which counts towards the channel's water marks.
 *
 * <p>Specifications: libp2p/specs noise (r5); connections/inlined-muxer-negotiation (r1); Noise
 * Protocol Framework, revision 34, {@code Noise_XX_25519_ChaChaPoly_SHA256}.
 *
 * <p>Decisions: one static Noise key for all connections of a host, made when it starts and never
 * stored, so that its identity signs once. The early choice of a muxer, if both sides name some, is
 * the first in the dialling side's order that both have; if there is none the handshake fails, as
 * the specification asks. Stricter than the framework: the first message has no payload, and no
 * field of a payload comes twice. Handshakes are worked out on the event loop: about half a
 * millisecond of arithmetic and one check of a signature a side.
 *
 * <p>Non-goals: other patterns and ciphers, rekeying, certificate hashes of WebTransport, which are
 * passed over.
 */
package org.meshwork.libp2p.security.noise;
