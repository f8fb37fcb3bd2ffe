package org.meshwork.libp2p.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Ed25519 (RFC 8032 section 5.1): 32 bytes. */
final class Ed25519PublicKey extends PublicKey {
  /** The content of the AlgorithmIdentifier (RFC 8410 section 3). */
  static final Bytes ALGORITHM = Bytes.ofHex("06032b6570");

  private final Bytes point;

  Ed25519PublicKey(Bytes point) {
    if (point.size() != Ed25519.PUBLIC_KEY_SIZE) {
      throw new InputRefused(
          Reason.MALFORMED, "an Ed25519 key of " + point.size() + " bytes where 32 are");
    }
    if (!Ed25519.validatePublicKeyPartial(point.toArray(), 0)) {
      throw new InputRefused(Reason.MALFORMED, "an Ed25519 key that is not a point of its curve");
    }
    this.point = point;
  }

  @Override
  public KeyType type() {
    return KeyType.ED25519;
  }

  @Override
  public boolean verify(Bytes message, Bytes signature) {
    return signature.size() == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(
            signature.toArray(), 0, point.toArray(), 0, message.toArray(), 0, message.size());
  }

  @Override
  Bytes data() {
    return point;
  }

  @Override
  public Bytes subjectPublicKeyInfo() {
    return SubjectPublicKeyInfo.encode(ALGORITHM, point);
  }
}
