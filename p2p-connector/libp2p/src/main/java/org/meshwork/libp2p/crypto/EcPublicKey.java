package org.meshwork.libp2p.crypto;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/** secp256k1, a compressed point, or ECDSA, a SubjectPublicKeyInfo. */
final class EcPublicKey extends PublicKey {
  private final Curve curve;
  private final ECPoint point;

  EcPublicKey(Curve curve, ECPoint point) {
    this.curve = curve;
    this.point = point;
  }

  static EcPublicKey ofPoint(Curve curve, Bytes point) {
    return new EcPublicKey(curve, curve.point(point));
  }

  @Override
  public KeyType type() {
    return curve.type();
  }

  @Override
  public boolean verify(Bytes message, Bytes signature) {
    EcSignature decoded;
    try {
      decoded = EcSignature.decode(signature);
    } catch (InputRefused notDer) {
      return false;
    }
    if (curve == Curve.SECP256K1 && !decoded.isLow(curve.domain().getN())) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point, curve.domain()));
    return verifier.verifySignature(Sha256.of(message), decoded.r(), decoded.s());
  }

  @Override
  Bytes data() {
    return curve == Curve.SECP256K1 ? Bytes.of(point.getEncoded(true)) : subjectPublicKeyInfo();
  }

  Bytes uncompressed() {
    return Bytes.of(point.getEncoded(false));
  }

  @Override
  public Bytes subjectPublicKeyInfo() {
    return SubjectPublicKeyInfo.encode(curve.algorithm(), uncompressed());
  }
}
