package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The curves of keys that are points (SEC 2, FIPS 186). */
@SuppressWarnings("ImmutableEnumChecker") // Bouncy Castle's parameters are, but don't say so.
enum Curve {
  SECP256K1(KeyType.SECP256K1, "secp256k1", "06052b8104000a"),
  P256(KeyType.ECDSA, "secp256r1", "06082a8648ce3d030107"),
  P384(KeyType.ECDSA, "secp384r1", "06052b81040022"),
  P521(KeyType.ECDSA, "secp521r1", "06052b81040023");

  /** The object identifier id-ecPublicKey (RFC 5480 section 2.1.1). */
  private static final Bytes EC_PUBLIC_KEY = Bytes.ofHex("06072a8648ce3d0201");

  private final KeyType type;
  private final Bytes identifier;
  private final ECDomainParameters domain;

  Curve(KeyType type, String name, String identifier) {
    this.type = type;
    this.identifier = Bytes.ofHex(identifier);
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    this.domain = new ECDomainParameters(parameters);
  }

  KeyType type() {
    return type;
  }

  /** The object identifier, encoded. */
  Bytes identifier() {
    return identifier;
  }

  static Curve ofIdentifier(Bytes identifier) {
    return Arrays.stream(values())
        .filter(curve -> curve.identifier.equals(identifier))
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNSUPPORTED,
                    "a key on a curve other than secp256k1, P-256, 384 or 521"));
  }

  /** The content of the AlgorithmIdentifier of keys on this curve. */
  Bytes algorithm() {
    return EC_PUBLIC_KEY.concat(identifier);
  }

  ECDomainParameters domain() {
    return domain;
  }

  int scalarBytes() {
    return (domain.getN().bitLength() + 7) / 8;
  }

  /**
   * @param encoded compressed or not (SEC 1 section 2.3.3)
   * @throws InputRefused if it is not a point of this curve
   */
  ECPoint point(Bytes encoded) {
    // One byte would be the point at infinity, and 6 and 7 begin the hybrid form.
    if (encoded.size() < 2 || encoded.at(0) > 4) {
      throw notOnCurve();
    }
    try {
      return domain.validatePublicPoint(domain.getCurve().decodePoint(encoded.toArray()));
    } catch (IllegalArgumentException e) {
      throw notOnCurve();
    }
  }

  private static InputRefused notOnCurve() {
    return new InputRefused(Reason.MALFORMED, "a public key that is not a point of its curve");
  }

  /**
   * @throws InputRefused if it is not of this curve's length, zero, or too large
   */
  BigInteger scalar(Bytes encoded) {
    BigInteger scalar = new BigInteger(1, encoded.toArray());
    boolean inRange = scalar.signum() > 0 && scalar.compareTo(domain.getN()) < 0;
    if (encoded.size() != scalarBytes() || !inRange) {
      throw new InputRefused(Reason.MALFORMED, "a private key that is not a scalar of its curve");
    }
    return scalar;
  }

  ECPoint multiplyBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(domain.getG(), scalar).normalize();
  }
}
