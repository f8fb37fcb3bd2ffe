package org.meshwork.connector.adapter;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/**
 * The public half of a node's Ed25519 key as a certificate that signs itself (X.509 version 1, RFC
 * 8410): what key stores keep beside a key. Nobody trusts it for what it says.
 */
final class NodeCertificate {
  private static final int SET = 0x31;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final Bytes COMMON_NAME = Bytes.ofHex("0603550403");
  private static final Bytes ED25519 = Der.sequence(Bytes.ofHex("06032b6570"));

  /** The key's trust does not end with a time. */
  private static final Bytes ALWAYS =
      Der.sequence(
          Der.element(UTC_TIME, Bytes.utf8("750101000000Z")),
          Der.element(GENERALIZED_TIME, Bytes.utf8("40960101000000Z")));

  private NodeCertificate() {}

  static Certificate of(PrivateKey key) throws CertificateException {
    Bytes name = name(PeerId.of(key.publicKey()).toString());
    Bytes signed =
        Der.sequence(
            Der.integer(BigInteger.ONE),
            ED25519,
            name,
            ALWAYS,
            name,
            key.publicKey().subjectPublicKeyInfo());
    Bytes certificate = Der.sequence(signed, ED25519, Der.bitString(key.sign(signed)));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
  }

  private static Bytes name(String peer) {
    Bytes attribute = Der.sequence(COMMON_NAME, Der.element(UTF8_STRING, Bytes.utf8(peer)));
    return Der.sequence(Der.element(SET, attribute));
  }
}
