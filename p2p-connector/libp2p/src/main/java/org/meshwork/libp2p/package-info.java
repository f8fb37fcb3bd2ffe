/**
 * libp2p for the JVM: plain Java, no {@code jakarta.*}, usable by any program.
 *
 * <p>The packages below stand in one order, and each uses only those before it: {@code
 * multiformats} (self-describing values) → {@code protobuf} (the wire form of small messages) →
 * {@code crypto} (keys) → {@code peer} (who) → {@code record} (signed statements) → {@code
 * peerstore} (what is known of peers) → {@code connection} (the ports: connection and stream) →
 * {@code negotiation} (which protocol) → {@code security} (who is at the other end) → {@code muxer}
 * (many streams on one channel) → {@code transport} (reaching peers) → {@code host} (one peer with
 * all of these) → {@code protocol} (what hosts say to each other) → {@code simulation} (many hosts
 * in virtual time) → {@code node} (all of it put together) (ADR 0013 to 0018).
 *
 * <p>Guarantees: values are immutable and safe to share between threads; whatever a peer sends, a
 * decoder returns a value or throws {@link org.meshwork.libp2p.multiformats.InputRefused}, and
 * allocates no more than a small multiple of the bound that its class states; nothing blocks,
 * starts a thread, reads a clock or draws randomness that it was not given.
 *
 * <p>Non-goals of this package: code. It has none, so that nothing can import it back.
 */
package org.meshwork.libp2p;
