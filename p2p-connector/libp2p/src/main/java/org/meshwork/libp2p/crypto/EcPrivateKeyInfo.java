package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The ASN.1 type ECPrivateKey (RFC 5915 section 3). */
final class EcPrivateKeyInfo {
  private static final Bytes VERSION = Der.integer(BigInteger.ONE);
  private static final int CURVE = 0xa0;
  private static final int POINT = 0xa1;

  private EcPrivateKeyInfo() {}

  static Bytes encode(Bytes scalar, Bytes point) {
    return Der.sequence(VERSION, Der.octetString(scalar), point(point));
  }

  static Bytes encodeWithCurve(Curve curve, Bytes scalar, Bytes point) {
    return Der.sequence(
        VERSION, Der.octetString(scalar), Der.element(CURVE, curve.identifier()), point(point));
  }

  private static Bytes point(Bytes point) {
    return Der.element(POINT, Der.bitString(point));
  }

  /** A key of ECDSA that names its curve. */
  static EcPrivateKey decodeEcdsa(Bytes der) {
    EcPrivateKey key = decode(der, Optional.empty());
    if (key.type() != KeyType.ECDSA) {
      throw new InputRefused(
          Reason.MALFORMED, "a key of " + key.type() + " that calls itself ECDSA");
    }
    return key;
  }

  /**
   * @param expected the curve, where something else has named it
   */
  static EcPrivateKey decode(Bytes der, Optional<Curve> expected) {
    DerReader outer = new DerReader(der);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    if (!inner.integer().equals(BigInteger.ONE)) {
      throw DerReader.malformed("another version of ECPrivateKey", "version 1");
    }
    Bytes scalar = inner.octetString();
    Curve curve = curve(inner, expected);
    EcPrivateKey key = new EcPrivateKey(curve, curve.scalar(scalar));
    if (!inner.atEnd()) {
      requireOwn(key, curve, new DerReader(inner.element(POINT)));
    }
    inner.requireEnd();
    return key;
  }

  private static Curve curve(DerReader inner, Optional<Curve> expected) {
    if (!inner.nextIs(CURVE)) {
      return expected.orElseThrow(
          () -> new InputRefused(Reason.TRUNCATED, "a private key that does not name its curve"));
    }
    Curve named = Curve.ofIdentifier(inner.element(CURVE));
    if (expected.isPresent() && named != expected.get()) {
      throw new InputRefused(Reason.MALFORMED, "a private key that names two curves");
    }
    return named;
  }

  private static void requireOwn(EcPrivateKey key, Curve curve, DerReader point) {
    if (!EcPublicKey.ofPoint(curve, point.bitString()).equals(key.publicKey())) {
      throw new InputRefused(Reason.MALFORMED, "a private key beside another's public key");
    }
    point.requireEnd();
  }
}
