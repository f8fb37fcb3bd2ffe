package org.meshwork.libp2p.crypto;

import java.security.SecureRandom;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * The key that a peer signs with. Immutable; safe to share between threads. It stays in memory
 * until it is collected, and leaves it only by {@link #encode()}, {@link #privateKeyInfo()} and
 * {@link #toPem()}, whose results are secret.
 */
public abstract sealed class PrivateKey permits Ed25519PrivateKey, EcPrivateKey, RsaPrivateKey {
  /** Of the encoded message; an RSA key of 8,192 bits has about half as much. */
  public static final int MAX_BYTES = 8_192;

  PrivateKey() {}

  /**
   * Makes a new key: ECDSA on P-256, RSA of 2,048 bits, which takes up to some seconds.
   *
   * @param random where all of the key comes from; must be fit for secrets but in tests
   */
  public static PrivateKey generate(KeyType type, SecureRandom random) {
    return switch (type) {
      case ED25519 -> Ed25519PrivateKey.generate(random);
      case SECP256K1 -> EcPrivateKey.generate(Curve.SECP256K1, random);
      case ECDSA -> EcPrivateKey.generate(Curve.P256, random);
      case RSA -> generateRsa(RsaPublicKey.MIN_BITS, random);
    };
  }

  /**
   * Makes a new RSA key, which takes up to some seconds, and more the longer the key.
   *
   * @throws IllegalArgumentException unless 2,048 ≤ bits ≤ 8,192
   */
  public static PrivateKey generateRsa(int bits, SecureRandom random) {
    return RsaPrivateKey.generate(bits, random);
  }

  /**
   * Reads the message {@code PrivateKey} (libp2p/specs peer-ids, "Keys").
   *
   * @throws InputRefused if the bytes are no key that is accepted here, or its halves do not belong
   *     together
   */
  public static PrivateKey decode(Bytes message) {
    KeyMessage key = KeyMessage.decode(message, MAX_BYTES);
    return switch (key.type()) {
      case ED25519 -> Ed25519PrivateKey.ofData(key.data());
      case SECP256K1 -> new EcPrivateKey(Curve.SECP256K1, Curve.SECP256K1.scalar(key.data()));
      case ECDSA -> EcPrivateKeyInfo.decodeEcdsa(key.data());
      case RSA -> RsaPrivateKey.ofPkcs1(key.data());
    };
  }

  /**
   * Reads one PEM block {@code PRIVATE KEY}: PKCS#8, not encrypted.
   *
   * @throws InputRefused if the text is something else; for other kinds of key files the message
   *     names the command that converts them
   */
  public static PrivateKey ofPem(String pem) {
    return PrivateKeyInfo.decode(Pem.decode(pem, Pem.PRIVATE_KEY));
  }

  public abstract PublicKey publicKey();

  public abstract Bytes sign(Bytes message);

  /** The field {@code Data}, whose form depends on the type. */
  abstract Bytes data();

  /** The content of AlgorithmIdentifier in PKCS#8. */
  abstract Bytes algorithm();

  /** The content of the private key in PKCS#8. */
  abstract Bytes pkcs8Key();

  public final KeyType type() {
    return publicKey().type();
  }

  /** The message {@code PrivateKey}: a secret. */
  public final Bytes encode() {
    return new KeyMessage(type(), data()).encode();
  }

  /** PKCS#8, not encrypted (RFC 5208 section 5): a secret. */
  public final Bytes privateKeyInfo() {
    return PrivateKeyInfo.encode(algorithm(), pkcs8Key());
  }

  /** One PEM block {@code PRIVATE KEY}, not encrypted: a secret. */
  public final String toPem() {
    return Pem.encode(Pem.PRIVATE_KEY, privateKeyInfo());
  }

  /** Shows the public half only. */
  @Override
  public final String toString() {
    return "private key of " + publicKey();
  }
}
