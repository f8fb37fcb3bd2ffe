package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** RSA: a SubjectPublicKeyInfo; signatures are RSASSA-PKCS1-v1_5 over SHA-256. */
final class RsaPublicKey extends PublicKey {
  static final int MIN_BITS = 2_048;
  static final int MAX_BITS = 8_192;

  /** The content of the AlgorithmIdentifier: rsaEncryption and NULL (RFC 3279 section 2.3.1). */
  static final Bytes ALGORITHM = Bytes.ofHex("06092a864886f70d0101010500");

  static final String SIGNATURE = "SHA256withRSA";

  /** A larger exponent serves nobody, and makes checking a signature slow. */
  private static final int MAX_EXPONENT_BITS = 32;

  private final BigInteger modulus;
  private final BigInteger exponent;
  private final java.security.PublicKey key;

  RsaPublicKey(BigInteger modulus, BigInteger exponent) {
    requireBounds(modulus, exponent);
    this.modulus = modulus;
    this.exponent = exponent;
    this.key = key(new RSAPublicKeySpec(modulus, exponent));
  }

  static void requireBounds(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new InputRefused(
          Reason.UNSUPPORTED,
          "an RSA key of "
              + bits
              + " bits where "
              + MIN_BITS
              + " to "
              + MAX_BITS
              + " are accepted");
    }
    boolean isExponent =
        exponent.testBit(0)
            && exponent.compareTo(BigInteger.ONE) > 0
            && exponent.bitLength() <= MAX_EXPONENT_BITS;
    if (!modulus.testBit(0) || !isExponent) {
      throw new InputRefused(Reason.MALFORMED, "an RSA key whose modulus or exponent is none");
    }
  }

  private static java.security.PublicKey key(RSAPublicKeySpec spec) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new InputRefused(Reason.UNSUPPORTED, "an RSA key that this JDK does not accept");
    }
  }

  static RsaPublicKey ofPkcs1(Bytes pkcs1) {
    DerReader outer = new DerReader(pkcs1);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    RsaPublicKey key = new RsaPublicKey(inner.integer(), inner.integer());
    inner.requireEnd();
    return key;
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public boolean verify(Bytes message, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance(SIGNATURE);
      verifier.initVerify(key);
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + SIGNATURE, e);
    }
  }

  @Override
  Bytes data() {
    return subjectPublicKeyInfo();
  }

  @Override
  public Bytes subjectPublicKeyInfo() {
    return SubjectPublicKeyInfo.encode(
        ALGORITHM, Der.sequence(Der.integer(modulus), Der.integer(exponent)));
  }
}
