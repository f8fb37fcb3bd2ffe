package org.meshwork.libp2p.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Ed25519: a seed of 32 bytes, which the public key follows in the encoded form. */
final class Ed25519PrivateKey extends PrivateKey {
  private static final int SEED = Ed25519.SECRET_KEY_SIZE;
  private static final int SEED_AND_POINT = SEED + Ed25519.PUBLIC_KEY_SIZE;

  /** Of old versions, which wrote the public key twice. */
  private static final int SEED_AND_POINT_TWICE = SEED_AND_POINT + Ed25519.PUBLIC_KEY_SIZE;

  private final Bytes seed;
  private final Ed25519PublicKey publicKey;

  Ed25519PrivateKey(Bytes seed) {
    if (seed.size() != SEED) {
      throw new InputRefused(
          Reason.MALFORMED, "a private Ed25519 key of " + seed.size() + " bytes where 32 are");
    }
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed.toArray(), 0, point, 0);
    this.seed = seed;
    this.publicKey = new Ed25519PublicKey(Bytes.of(point));
  }

  static Ed25519PrivateKey generate(SecureRandom random) {
    byte[] seed = new byte[SEED];
    random.nextBytes(seed);
    return new Ed25519PrivateKey(Bytes.of(seed));
  }

  static Ed25519PrivateKey ofData(Bytes data) {
    if (data.size() != SEED_AND_POINT && data.size() != SEED_AND_POINT_TWICE) {
      throw new InputRefused(
          Reason.MALFORMED, "a private Ed25519 key of " + data.size() + " bytes where 64 are");
    }
    Ed25519PrivateKey key = new Ed25519PrivateKey(data.slice(0, SEED));
    for (int start = SEED; start < data.size(); start += Ed25519.PUBLIC_KEY_SIZE) {
      if (!data.slice(start, start + Ed25519.PUBLIC_KEY_SIZE).equals(key.publicKey.data())) {
        throw new InputRefused(Reason.MALFORMED, "a private key beside another's public key");
      }
    }
    return key;
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(
        seed.toArray(),
        0,
        publicKey.data().toArray(),
        0,
        message.toArray(),
        0,
        message.size(),
        signature,
        0);
    return Bytes.of(signature);
  }

  @Override
  Bytes data() {
    return seed.concat(publicKey.data());
  }

  @Override
  Bytes algorithm() {
    return Ed25519PublicKey.ALGORITHM;
  }

  @Override
  Bytes pkcs8Key() {
    return Der.octetString(seed);
  }
}
