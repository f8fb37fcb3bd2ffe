package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;

/** The ASN.1 type PrivateKeyInfo: PKCS#8, version 1 or 2 (RFC 5208 section 5, RFC 5958). */
final class PrivateKeyInfo {
  private static final Bytes VERSION = Der.integer(BigInteger.ZERO);
  private static final int ATTRIBUTES = 0xa0;
  private static final int PUBLIC_KEY = 0x81;

  private PrivateKeyInfo() {}

  /**
   * @param algorithm the content of the AlgorithmIdentifier
   */
  static Bytes encode(Bytes algorithm, Bytes key) {
    return Der.sequence(VERSION, Der.sequence(algorithm), Der.octetString(key));
  }

  static PrivateKey decode(Bytes der) {
    DerReader outer = new DerReader(der);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    if (inner.integer().compareTo(BigInteger.ONE) > 0) {
      throw DerReader.malformed("another version of PrivateKeyInfo", "version 1 or 2");
    }
    Bytes algorithm = inner.element(DerReader.SEQUENCE);
    PrivateKey key = key(algorithm, inner.octetString());
    if (inner.nextIs(ATTRIBUTES)) {
      inner.element(ATTRIBUTES);
    }
    if (inner.nextIs(PUBLIC_KEY)) {
      // The key's own half is derived; whoever wrote this one may have done it wrongly.
      inner.element(PUBLIC_KEY);
    }
    inner.requireEnd();
    return key;
  }

  private static PrivateKey key(Bytes algorithm, Bytes key) {
    if (algorithm.equals(RsaPublicKey.ALGORITHM)) {
      return RsaPrivateKey.ofPkcs1(key);
    }
    if (algorithm.equals(Ed25519PublicKey.ALGORITHM)) {
      DerReader seed = new DerReader(key);
      PrivateKey decoded = new Ed25519PrivateKey(seed.octetString());
      seed.requireEnd();
      return decoded;
    }
    return EcPrivateKeyInfo.decode(key, Optional.of(SubjectPublicKeyInfo.curve(algorithm)));
  }
}
