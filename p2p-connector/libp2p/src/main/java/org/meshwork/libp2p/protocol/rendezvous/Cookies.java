package org.meshwork.libp2p.protocol.rendezvous;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * Where an answer ended: the number of its last registration, and a code over it and the namespace,
 * by a key that nobody else has. From any thread.
 */
final class Cookies {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int CODE_BYTES = 16;

  private final Mac mac;

  Cookies(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  Bytes cookie(long number, Optional<Namespace> namespace) {
    return number(number).concat(code(number, namespace));
  }

  private static Bytes number(long number) {
    return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private synchronized Bytes code(long number, Optional<Namespace> namespace) {
    mac.update(number(number).toArray());
    Bytes name = namespace.map(Namespace::text).map(Bytes::utf8).orElse(Bytes.EMPTY);
    return Bytes.of(mac.doFinal(name.toArray())).slice(0, CODE_BYTES);
  }

  /** The number; empty if this is no cookie of ours for the namespace. */
  Optional<Long> read(Bytes cookie, Optional<Namespace> namespace) {
    if (cookie.size() != Long.BYTES + CODE_BYTES) {
      return Optional.empty();
    }
    long number = ByteBuffer.wrap(cookie.toArray()).getLong();
    byte[] claimed = cookie.slice(Long.BYTES, cookie.size()).toArray();
    return MessageDigest.isEqual(claimed, code(number, namespace).toArray())
        ? Optional.of(number)
        : Optional.empty();
  }
}
