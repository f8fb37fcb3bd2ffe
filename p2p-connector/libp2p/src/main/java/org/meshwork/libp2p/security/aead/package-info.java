/**
 * ChaCha20-Poly1305 (RFC 8439 section 2.8) on Netty's buffers: what seals the bytes of a connection
 * whose handshake leaves that to us.
 *
 * <p>Guarantees: nothing of a message that was changed on its way is ever shown to the caller; no
 * provider is registered, so that nothing of the program around changes; where the code comes from
 * is logged once and can be asked. What is sealed or opened is copied only where one buffer is on
 * the heap and the other is not.
 *
 * <p>Decisions: Conscrypt (BoringSSL) where its native library loads and passes the example of the
 * RFC, else the JDK. In messages of 64 KiB, a core of the machine that this was chosen on sealed
 * 2,100 MB/s and opened 2,100 MB/s with Conscrypt from one direct buffer to another, 1,800 between
 * arrays, 1,200 in place in a direct buffer, 600 to 900 with heap buffers as {@code ByteBuffer};
 * with JDK 17 it was about 210 between arrays and 180 between direct buffers. So each source says
 * where its buffers should be, and arrays are handed over as arrays.
 *
 * <p>Non-goals: counting nonces (the protocol's), other ciphers.
 */
package org.meshwork.libp2p.security.aead;
