package org.meshwork.libp2p.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A key to agree on a secret with (RFC 7748 section 5), both halves. Immutable; safe to share
 * between threads. Shows its private half to nobody.
 */
public final class X25519Key {
  /** Of a public key, a private key, and a shared secret. */
  public static final int BYTES = X25519.POINT_SIZE;

  private final Bytes secret;
  private final Bytes publicKey;

  private X25519Key(byte[] secret) {
    byte[] point = new byte[BYTES];
    X25519.scalarMultBase(secret, 0, point, 0);
    this.secret = Bytes.of(secret);
    this.publicKey = Bytes.of(point);
  }

  /**
   * @param random where all of the key comes from; must be fit for secrets but in tests
   */
  public static X25519Key generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new X25519Key(secret);
  }

  /**
   * @param secret any 32 bytes, as RFC 7748 reads them
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static X25519Key of(Bytes secret) {
    if (secret.size() != BYTES) {
      throw new IllegalArgumentException("a private key of " + secret.size() + " bytes");
    }
    return new X25519Key(secret.toArray());
  }

  public Bytes publicKey() {
    return publicKey;
  }

  /**
   * The secret that is shared with whoever has the private half of the other key. Takes about a
   * tenth of a millisecond of CPU.
   *
   * @param other any bytes
   * @throws InputRefused unless they are 32, and not a point that makes the secret all zero (RFC
   *     7748 section 6.1)
   */
  public Bytes agree(Bytes other) {
    if (other.size() != BYTES) {
      throw new InputRefused(
          Reason.MALFORMED, "an X25519 key of " + other.size() + " bytes where 32 are");
    }
    byte[] shared = new byte[BYTES];
    if (!X25519.calculateAgreement(secret.toArray(), 0, other.toArray(), 0, shared, 0)) {
      throw new InputRefused(Reason.MALFORMED, "an X25519 key that makes every secret zero");
    }
    return Bytes.of(shared);
  }

  /** Shows the public half only. */
  @Override
  public String toString() {
    return "X25519:" + publicKey;
  }
}
