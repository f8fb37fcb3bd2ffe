package org.meshwork.libp2p.crypto;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * The key that a peer's signatures are checked with, and that names the peer. Immutable; safe to
 * share between threads. Checking takes about a millisecond of CPU and never blocks.
 */
public abstract sealed class PublicKey permits Ed25519PublicKey, EcPublicKey, RsaPublicKey {
  /** Of the encoded message; an RSA key of 8,192 bits has half as much. */
  public static final int MAX_BYTES = 2_048;

  PublicKey() {}

  /**
   * Reads the message {@code PublicKey} (libp2p/specs peer-ids, "Keys").
   *
   * @throws InputRefused unless the bytes are the one encoding of a key that is accepted here
   */
  public static PublicKey decode(Bytes message) {
    KeyMessage key = KeyMessage.decode(message, MAX_BYTES);
    PublicKey decoded =
        switch (key.type()) {
          case ED25519 -> new Ed25519PublicKey(key.data());
          case SECP256K1 -> EcPublicKey.ofPoint(Curve.SECP256K1, key.data());
          case RSA, ECDSA -> SubjectPublicKeyInfo.decode(key.data());
        };
    if (decoded.type() != key.type()) {
      throw new InputRefused(
          Reason.MALFORMED, "a key of " + decoded.type() + " that calls itself " + key.type());
    }
    if (!decoded.data().equals(key.data())) {
      throw new InputRefused(Reason.NOT_CANONICAL, "a key in another than its one encoding");
    }
    return decoded;
  }

  /**
   * Reads one PEM block {@code PUBLIC KEY} (RFC 7468 section 13).
   *
   * @throws InputRefused if the text is something else
   */
  public static PublicKey ofPem(String pem) {
    return SubjectPublicKeyInfo.decode(Pem.decode(pem, Pem.PUBLIC_KEY));
  }

  /**
   * Reads the ASN.1 type SubjectPublicKeyInfo (RFC 5280 section 4.1), whatever the kind of key.
   *
   * @throws InputRefused if the bytes are something else, or a key that is not accepted here
   */
  public static PublicKey ofSubjectPublicKeyInfo(Bytes der) {
    return SubjectPublicKeyInfo.decode(der);
  }

  public abstract KeyType type();

  /**
   * Whether the signature was made over the message with the private key that belongs to this one.
   *
   * @param signature any bytes
   */
  public abstract boolean verify(Bytes message, Bytes signature);

  /** The field {@code Data}, whose form depends on the type. */
  abstract Bytes data();

  /** The ASN.1 type SubjectPublicKeyInfo (RFC 5280 section 4.1). */
  public abstract Bytes subjectPublicKeyInfo();

  /** The message {@code PublicKey}. */
  public final Bytes encode() {
    return new KeyMessage(type(), data()).encode();
  }

  /** One PEM block {@code PUBLIC KEY}. */
  public final String toPem() {
    return Pem.encode(Pem.PUBLIC_KEY, subjectPublicKeyInfo());
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof PublicKey key && type() == key.type() && data().equals(key.data());
  }

  @Override
  public final int hashCode() {
    return data().hashCode();
  }

  @Override
  public final String toString() {
    return type() + ":" + data();
  }
}
