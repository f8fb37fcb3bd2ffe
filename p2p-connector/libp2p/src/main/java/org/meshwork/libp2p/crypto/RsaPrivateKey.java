package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** RSA: an RSAPrivateKey of PKCS#1 (RFC 8017 appendix A.1.2) with two primes. */
final class RsaPrivateKey extends PrivateKey {
  private static final Bytes VERSION = Der.integer(BigInteger.ZERO);

  private final RSAPrivateCrtKey key;
  private final RsaPublicKey publicKey;

  private RsaPrivateKey(RSAPrivateCrtKey key) {
    this.key = key;
    this.publicKey = new RsaPublicKey(key.getModulus(), key.getPublicExponent());
  }

  static RsaPrivateKey generate(int bits, SecureRandom random) {
    if (bits < RsaPublicKey.MIN_BITS || bits > RsaPublicKey.MAX_BITS) {
      throw new IllegalArgumentException("no RSA key may have " + bits + " bits");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return new RsaPrivateKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  static RsaPrivateKey ofPkcs1(Bytes pkcs1) {
    DerReader outer = new DerReader(pkcs1);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    if (inner.integer().signum() != 0) {
      throw DerReader.malformed("another version of RSAPrivateKey", "version 0");
    }
    RSAPrivateCrtKeySpec spec =
        new RSAPrivateCrtKeySpec(
            inner.integer(),
            inner.integer(),
            inner.integer(),
            inner.integer(),
            inner.integer(),
            inner.integer(),
            inner.integer(),
            inner.integer());
    inner.requireEnd();
    requireConsistent(spec);
    return new RsaPrivateKey(key(spec));
  }

  /** RFC 8017 section 3.2. A key of which one number is wrong would give others away by signing. */
  private static void requireConsistent(RSAPrivateCrtKeySpec spec) {
    RsaPublicKey.requireBounds(spec.getModulus(), spec.getPublicExponent());
    BigInteger p = spec.getPrimeP();
    BigInteger q = spec.getPrimeQ();
    boolean consistent =
        p.compareTo(BigInteger.ONE) > 0
            && q.compareTo(BigInteger.ONE) > 0
            && p.multiply(q).equals(spec.getModulus())
            && isInverse(spec, spec.getPrimeExponentP(), p)
            && isInverse(spec, spec.getPrimeExponentQ(), q)
            && spec.getCrtCoefficient().compareTo(p) < 0
            && spec.getCrtCoefficient().multiply(q).mod(p).equals(BigInteger.ONE);
    if (!consistent) {
      throw new InputRefused(Reason.MALFORMED, "a private RSA key whose numbers do not fit");
    }
  }

  private static boolean isInverse(RSAPrivateCrtKeySpec spec, BigInteger part, BigInteger prime) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    return spec.getPrivateExponent().bitLength() <= spec.getModulus().bitLength()
        && spec.getPrivateExponent().mod(order).equals(part)
        && part.multiply(spec.getPublicExponent()).mod(order).equals(BigInteger.ONE);
  }

  private static RSAPrivateCrtKey key(RSAPrivateCrtKeySpec spec) {
    try {
      return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new InputRefused(Reason.UNSUPPORTED, "a private RSA key that this JDK does not accept");
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      Signature signer = Signature.getInstance(RsaPublicKey.SIGNATURE);
      signer.initSign(key);
      signer.update(message.toArray());
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + RsaPublicKey.SIGNATURE, e);
    }
  }

  @Override
  Bytes data() {
    return Der.sequence(
        VERSION,
        Der.integer(key.getModulus()),
        Der.integer(key.getPublicExponent()),
        Der.integer(key.getPrivateExponent()),
        Der.integer(key.getPrimeP()),
        Der.integer(key.getPrimeQ()),
        Der.integer(key.getPrimeExponentP()),
        Der.integer(key.getPrimeExponentQ()),
        Der.integer(key.getCrtCoefficient()));
  }

  @Override
  Bytes algorithm() {
    return RsaPublicKey.ALGORITHM;
  }

  @Override
  Bytes pkcs8Key() {
    return data();
  }
}
