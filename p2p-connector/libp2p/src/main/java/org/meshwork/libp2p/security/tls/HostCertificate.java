package org.meshwork.libp2p.security.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.SignatureAlgorithm;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * The certificate that this host proves itself with, and its key, which is made for it and is not
 * the host's. One serves any number of connections, by TLS and by QUIC. Immutable; safe to share
 * between threads.
 */
public final class HostCertificate {
  private static final int SET = 0x31;
  private static final int UTF8_STRING = 0x0c;
  private static final int SERIAL_BITS = 63;

  /** An organization (2.5.4.10), because the JDK refuses certificates of nobody. */
  private static final Bytes NAME =
      Der.sequence(
          Der.element(
              SET,
              Der.sequence(
                  Bytes.ofHex("060355040a"), Der.element(UTF8_STRING, Bytes.utf8("libp2p")))));

  private final X509Certificate certificate;
  private final java.security.PrivateKey key;

  private HostCertificate(X509Certificate certificate, java.security.PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Makes a key on P-256, which every implementation of TLS 1.3 has, and a certificate for it.
   *
   * @param host the key of the host, which signs once
   * @param random must be fit for secrets but in tests
   */
  public static HostCertificate issue(PrivateKey host, SecureRandom random) {
    PrivateKey own = PrivateKey.generate(KeyType.ECDSA, random);
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(0);
    return ofDer(encode(host, own, serial), own.privateKeyInfo());
  }

  private static Bytes encode(PrivateKey host, PrivateKey own, BigInteger serial) {
    Bytes algorithm = Der.sequence(SignatureAlgorithm.ECDSA_SHA256.identifier());
    Bytes key = own.publicKey().subjectPublicKeyInfo();
    Bytes extensions = Extensions.encode(SignedKey.sign(host, key));
    Bytes signed =
        Der.sequence(
            PeerCertificate.VERSION_3,
            Der.integer(serial),
            algorithm,
            NAME,
            Validity.OF_OURS,
            NAME,
            key,
            Der.element(PeerCertificate.EXTENSIONS, extensions));
    return Der.sequence(signed, algorithm, Der.bitString(own.sign(signed)));
  }

  /**
   * @param certificate any that the JDK reads
   * @param key on an elliptic curve, PKCS#8
   */
  static HostCertificate ofDer(Bytes certificate, Bytes key) {
    try {
      return new HostCertificate(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate.toArray())),
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.toArray())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK reads certificates on P-256", e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate's own: a secret. */
  public java.security.PrivateKey key() {
    return key;
  }
}
