package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import org.meshwork.libp2p.multiformats.Bytes;

/** The two numbers of an ECDSA signature, in DER (RFC 3279 section 2.2.3). */
record EcSignature(BigInteger r, BigInteger s) {
  /** For P-521: two integers of 66 bytes with their heads. */
  private static final int MAX_BYTES = 144;

  static EcSignature decode(Bytes der) {
    if (der.size() > MAX_BYTES) {
      throw DerReader.malformed(der.size() + " bytes", "at most " + MAX_BYTES);
    }
    DerReader outer = new DerReader(der);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    EcSignature signature = new EcSignature(inner.integer(), inner.integer());
    inner.requireEnd();
    return signature;
  }

  Bytes encode() {
    return Der.sequence(Der.integer(r), Der.integer(s));
  }

  /** Of a signature and its mirror image, which is as valid, BIP 62 allows the one with low s. */
  boolean isLow(BigInteger order) {
    return s.compareTo(order.shiftRight(1)) <= 0;
  }

  EcSignature low(BigInteger order) {
    return isLow(order) ? this : new EcSignature(r, order.subtract(s));
  }
}
