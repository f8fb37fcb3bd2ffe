package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.meshwork.libp2p.multiformats.Bytes;

/** secp256k1, a scalar, or ECDSA, an ECPrivateKey. Signs without randomness (RFC 6979). */
final class EcPrivateKey extends PrivateKey {
  private final Curve curve;
  private final BigInteger scalar;
  private final EcPublicKey publicKey;

  EcPrivateKey(Curve curve, BigInteger scalar) {
    this.curve = curve;
    this.scalar = scalar;
    this.publicKey = new EcPublicKey(curve, curve.multiplyBase(scalar));
  }

  static EcPrivateKey generate(Curve curve, SecureRandom random) {
    BigInteger largest = curve.domain().getN().subtract(BigInteger.ONE);
    return new EcPrivateKey(
        curve, BigIntegers.createRandomInRange(BigInteger.ONE, largest, random));
  }

  @Override
  public EcPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar, curve.domain()));
    BigInteger[] numbers = signer.generateSignature(Sha256.of(message));
    EcSignature signature = new EcSignature(numbers[0], numbers[1]);
    boolean mustBeLow = curve == Curve.SECP256K1;
    return (mustBeLow ? signature.low(curve.domain().getN()) : signature).encode();
  }

  Bytes scalar() {
    return Bytes.of(BigIntegers.asUnsignedByteArray(curve.scalarBytes(), scalar));
  }

  @Override
  Bytes data() {
    return curve == Curve.SECP256K1
        ? scalar()
        : EcPrivateKeyInfo.encodeWithCurve(curve, scalar(), publicKey.uncompressed());
  }

  @Override
  Bytes algorithm() {
    return curve.algorithm();
  }

  @Override
  Bytes pkcs8Key() {
    return EcPrivateKeyInfo.encode(scalar(), publicKey.uncompressed());
  }
}
