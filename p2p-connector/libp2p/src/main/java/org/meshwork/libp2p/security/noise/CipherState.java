package org.meshwork.libp2p.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.aead.Aead;
import org.meshwork.libp2p.security.aead.AeadSource;

/**
 * A key and the number of the next message (Noise section 5.1). For one thread and one direction.
 * Throws {@link ConnectionFailed} when the numbers are used up.
 */
final class CipherState {
  /** Never used, so that the numbers end before they repeat. */
  private static final long LAST_NUMBER = -1L;

  private static final byte[] NOTHING = {};
  private static final int NUMBER_AT = Aead.NONCE_BYTES - Long.BYTES;

  private final Aead aead;
  private final byte[] nonce = new byte[Aead.NONCE_BYTES];
  private long number;

  CipherState(AeadSource source, Bytes key) {
    this(source, key, 0);
  }

  /**
   * @param number unsigned, of the first message
   */
  CipherState(AeadSource source, Bytes key, long number) {
    this.aead = source.withKey(key.toArray());
    this.number = number;
  }

  /** A handshake's message. */
  Bytes encrypt(Bytes additional, Bytes text) {
    ByteBuf sealed = Unpooled.buffer(text.size() + Aead.TAG_BYTES);
    aead.seal(nextNonce(), additional.toArray(), Unpooled.wrappedBuffer(text.toArray()), sealed);
    return takeAll(sealed);
  }

  /**
   * A handshake's message.
   *
   * @throws InputRefused if it is not the next that the other side has sealed
   */
  Bytes decrypt(Bytes additional, Bytes sealed) {
    ByteBuf text = Unpooled.buffer(sealed.size());
    aead.open(nextNonce(), additional.toArray(), Unpooled.wrappedBuffer(sealed.toArray()), text);
    return takeAll(text);
  }

  /** A transport message; buffers as {@link Aead#seal} takes them. */
  void encrypt(ByteBuf text, ByteBuf sealed) {
    aead.seal(nextNonce(), NOTHING, text, sealed);
  }

  /**
   * A transport message; buffers as {@link Aead#open} takes them.
   *
   * @throws InputRefused if it is not the next that the other side has sealed
   */
  void decrypt(ByteBuf sealed, ByteBuf text) {
    aead.open(nextNonce(), NOTHING, sealed, text);
  }

  /** Four zero bytes and the number, low byte first (Noise section 12.3). */
  private byte[] nextNonce() {
    if (number == LAST_NUMBER) {
      throw new ConnectionFailed(
          Reason.CLOSED, "a connection of more messages than a key has numbers for");
    }
    for (int index = 0; index < Long.BYTES; index++) {
      nonce[NUMBER_AT + index] = (byte) (number >>> Byte.SIZE * index);
    }
    number++;
    return nonce;
  }

  private static Bytes takeAll(ByteBuf buffer) {
    byte[] taken = new byte[buffer.readableBytes()];
    buffer.readBytes(taken);
    return Bytes.of(taken);
  }
}
