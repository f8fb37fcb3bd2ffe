package org.meshwork.libp2p.crypto;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The ASN.1 type SubjectPublicKeyInfo (RFC 5280 section 4.1). */
final class SubjectPublicKeyInfo {
  private SubjectPublicKeyInfo() {}

  /**
   * @param algorithm the content of the AlgorithmIdentifier
   */
  static Bytes encode(Bytes algorithm, Bytes key) {
    return Der.sequence(Der.sequence(algorithm), Der.bitString(key));
  }

  static PublicKey decode(Bytes der) {
    DerReader outer = new DerReader(der);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    Bytes algorithm = inner.element(DerReader.SEQUENCE);
    Bytes key = inner.bitString();
    inner.requireEnd();
    if (algorithm.equals(RsaPublicKey.ALGORITHM)) {
      return RsaPublicKey.ofPkcs1(key);
    }
    if (algorithm.equals(Ed25519PublicKey.ALGORITHM)) {
      return new Ed25519PublicKey(key);
    }
    return EcPublicKey.ofPoint(curve(algorithm), key);
  }

  /** The curve that an AlgorithmIdentifier names. */
  static Curve curve(Bytes algorithm) {
    return Arrays.stream(Curve.values())
        .filter(curve -> curve.algorithm().equals(algorithm))
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNSUPPORTED,
                    "a key that is neither Ed25519, secp256k1, P-256, P-384, P-521 nor RSA"));
  }
}
