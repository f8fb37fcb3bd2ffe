package org.meshwork.libp2p.security.tls;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.SignatureAlgorithm;
import org.meshwork.libp2p.multiformats.Bytes;

/** Makes certificates in which each part may be wrong. */
public final class CertificateForge {
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  private static final Bytes NAME = Bytes.ofHex("3011310f300d060355040a0c066c6962703270");

  final PrivateKey host;
  final PrivateKey own;
  Bytes version = PeerCertificate.VERSION_3;
  Bytes serial = Bytes.ofHex("020101");
  Bytes algorithm = Der.sequence(SignatureAlgorithm.ECDSA_SHA256.identifier());
  Bytes outerAlgorithm = algorithm;
  Bytes validity = Validity.OF_OURS;
  Bytes uniqueIds = Bytes.EMPTY;
  final List<Bytes> extensions = new ArrayList<>();
  PrivateKey signer;

  public CertificateForge(PrivateKey host) {
    this(host, PrivateKey.generate(KeyType.ECDSA, new FixedRandom(77)));
  }

  CertificateForge(PrivateKey host, PrivateKey own) {
    this.host = host;
    this.own = own;
    this.signer = own;
    extensions.add(extension(Extensions.SIGNED_KEY, Bytes.EMPTY, signedKey()));
  }

  Bytes signedKey() {
    return SignedKey.sign(host, own.publicKey().subjectPublicKeyInfo()).encode();
  }

  static Bytes extension(Bytes identifier, Bytes critical, Bytes value) {
    Bytes head = Der.element(DerReader.OBJECT_IDENTIFIER, identifier).concat(critical);
    return Der.element(DerReader.SEQUENCE, head.concat(Der.octetString(value)));
  }

  static Bytes time(int tag, String text) {
    return Der.element(tag, Bytes.utf8(text));
  }

  CertificateForge holds(Bytes notBefore, Bytes notAfter) {
    validity = Der.sequence(notBefore, notAfter);
    return this;
  }

  Bytes encode() {
    Bytes all = Der.sequence(extensions.toArray(new Bytes[0]));
    Bytes fields = extensions.isEmpty() ? uniqueIds : uniqueIds.concat(Der.element(0xa3, all));
    return encode(fields);
  }

  /**
   * @param afterKey what follows the certificate's key, whatever it is
   */
  Bytes encode(Bytes afterKey) {
    Bytes key = own.publicKey().subjectPublicKeyInfo();
    return sign(
        Der.sequence(version, serial, algorithm, NAME, validity, NAME, key.concat(afterKey)));
  }

  Bytes sign(Bytes signed) {
    return Der.sequence(signed, outerAlgorithm, Der.bitString(signer.sign(signed)));
  }

  HostCertificate certificate() {
    return HostCertificate.ofDer(encode(), own.privateKeyInfo());
  }

  /** Not yet good, out of date, of nobody, and of somebody else, in this order. */
  public static List<HostCertificate> bad(PrivateKey host) {
    CertificateForge nobody = new CertificateForge(host);
    nobody.extensions.clear();
    CertificateForge stolen = new CertificateForge(host);
    PrivateKey other = PrivateKey.generate(KeyType.ECDSA, new FixedRandom(78));
    Bytes notForThis = SignedKey.sign(host, other.publicKey().subjectPublicKeyInfo()).encode();
    stolen.extensions.set(0, extension(Extensions.SIGNED_KEY, Bytes.EMPTY, notForThis));
    return List.of(
        new CertificateForge(host)
            .holds(
                time(GENERALIZED_TIME, "29000101000000Z"),
                time(GENERALIZED_TIME, "30000101000000Z"))
            .certificate(),
        new CertificateForge(host)
            .holds(time(UTC_TIME, "700101000000Z"), time(UTC_TIME, "710101000000Z"))
            .certificate(),
        nobody.certificate(),
        stolen.certificate());
  }
}
