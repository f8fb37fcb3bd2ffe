package org.meshwork.libp2p.security.aead;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Seals and opens messages with one key. For one thread, and for one of the two: the same nonce
 * twice in a row is refused by the ciphers below. Takes over no buffer.
 */
public final class Aead {
  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  private final Cipher cipher;
  private final SecretKeySpec key;

  Aead(Cipher cipher, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes");
    }
    this.cipher = cipher;
    this.key = new SecretKeySpec(key, "ChaCha20");
  }

  /**
   * Reads all of the text and writes its sealed form, which is {@link #TAG_BYTES} longer.
   *
   * @param nonce never the same for two messages of a key
   * @param additional sealed with the text, but not part of what is written
   * @param text may lie in the memory of {@code sealed}, from just its writer index on
   * @param sealed in one piece, with room for it
   */
  public void seal(byte[] nonce, byte[] additional, ByteBuf text, ByteBuf sealed) {
    try {
      begin(Cipher.ENCRYPT_MODE, nonce, additional);
      transform(text, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a message could not be sealed", e);
    }
  }

  /**
   * Reads all of a sealed message and writes its text.
   *
   * @param text in one piece, with room for as many bytes as {@code sealed} has
   * @throws InputRefused if the message was not sealed so, or was changed on its way; its writer
   *     index stays then
   */
  public void open(byte[] nonce, byte[] additional, ByteBuf sealed, ByteBuf text) {
    if (sealed.readableBytes() < TAG_BYTES) {
      throw new InputRefused(
          Reason.TRUNCATED, "a sealed message of " + sealed.readableBytes() + " bytes");
    }
    try {
      begin(Cipher.DECRYPT_MODE, nonce, additional);
      transform(sealed, text);
    } catch (AEADBadTagException e) {
      throw new InputRefused(
          Reason.FORGED, "a message that was sealed with another key, or changed on its way");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a message could not be opened", e);
    }
  }

  private void begin(int mode, byte[] nonce, byte[] additional)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    cipher.init(mode, key, new IvParameterSpec(nonce));
    if (additional.length > 0) {
      cipher.updateAAD(additional);
    }
  }

  private void transform(ByteBuf from, ByteBuf to) throws GeneralSecurityException {
    int written;
    if (from.hasArray() && to.hasArray()) {
      written = transformArray(from, to);
    } else if (isDirect(from) && isDirect(to)) {
      ByteBuffer room = to.nioBuffer(to.writerIndex(), to.writableBytes());
      written = cipher.doFinal(from.nioBuffer(), room);
    } else {
      written = transformMoved(from, to);
    }
    from.skipBytes(from.readableBytes());
    to.writerIndex(to.writerIndex() + written);
  }

  private int transformArray(ByteBuf from, ByteBuf to) throws GeneralSecurityException {
    return cipher.doFinal(
        from.array(),
        from.arrayOffset() + from.readerIndex(),
        from.readableBytes(),
        to.array(),
        to.arrayOffset() + to.writerIndex());
  }

  private static boolean isDirect(ByteBuf buffer) {
    return buffer.isDirect() && buffer.nioBufferCount() == 1;
  }

  /** Between the heap and other memory: copies once, then works in place, which ciphers allow. */
  private int transformMoved(ByteBuf from, ByteBuf to) throws GeneralSecurityException {
    int start = to.writerIndex();
    int length = from.readableBytes();
    to.setBytes(start, from, from.readerIndex(), length);
    if (to.hasArray()) {
      int offset = to.arrayOffset() + start;
      return cipher.doFinal(to.array(), offset, length, to.array(), offset);
    }
    return cipher.doFinal(to.nioBuffer(start, length), to.nioBuffer(start, to.capacity() - start));
  }
}
