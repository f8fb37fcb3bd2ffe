package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * While many handshakes are under way, makes diallers show that they receive at the address that
 * they send from, before anything is kept for them (RFC 9000 section 8.1.2). A token is the time, a
 * code over time, address and connection id, and the id, which Netty wants back.
 */
final class AddressTokens implements QuicTokenHandler {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int CODE_BYTES = 32;
  private static final int HEAD_BYTES = Long.BYTES + CODE_BYTES;
  private static final long MAX_AGE_NANOS = 30_000_000_000L;

  private final Mac mac;
  private final BooleanSupplier busy;
  private final LongSupplier nanoTime;

  /**
   * @param busy whether tokens are asked for at the moment
   */
  AddressTokens(SecureRandom random, BooleanSupplier busy, LongSupplier nanoTime) {
    byte[] key = new byte[CODE_BYTES];
    random.nextBytes(key);
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
    this.busy = busy;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf id, InetSocketAddress address) {
    if (!busy.getAsBoolean()) {
      return false;
    }
    byte[] bytes = new byte[id.readableBytes()];
    id.getBytes(id.readerIndex(), bytes);
    long now = nanoTime.getAsLong();
    out.writeLong(now).writeBytes(code(now, bytes, address)).writeBytes(bytes);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    int idBytes = token.readableBytes() - HEAD_BYTES;
    if (idBytes < 0 || idBytes > Quic.MAX_CONN_ID_LEN) {
      return -1;
    }
    long time = token.readLong();
    byte[] claimed = new byte[CODE_BYTES];
    byte[] id = new byte[idBytes];
    token.readBytes(claimed).readBytes(id);
    long age = nanoTime.getAsLong() - time;
    boolean valid =
        age >= 0 && age <= MAX_AGE_NANOS && MessageDigest.isEqual(claimed, code(time, id, address));
    return valid ? HEAD_BYTES : -1;
  }

  private byte[] code(long time, byte[] id, InetSocketAddress address) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      mac.update((byte) (time >>> shift));
    }
    mac.update((byte) (address.getPort() >>> 8));
    mac.update((byte) address.getPort());
    mac.update((byte) id.length);
    mac.update(id);
    return mac.doFinal(address.getAddress().getAddress());
  }

  @Override
  public int maxTokenLength() {
    return HEAD_BYTES + Quic.MAX_CONN_ID_LEN;
  }
}
