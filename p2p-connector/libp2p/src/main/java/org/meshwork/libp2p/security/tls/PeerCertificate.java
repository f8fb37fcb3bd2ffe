package org.meshwork.libp2p.security.tls;

import java.math.BigInteger;
import java.time.Instant;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.crypto.SignatureAlgorithm;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * The certificate of a peer (X.509 version 3, RFC 5280 section 4.1), signed by itself and by the
 * key of the peer. Names and serial number mean nothing here, and are not looked at.
 */
record PeerCertificate(PublicKey peerKey, Validity validity) {
  /** Three times what the longest keys that are accepted need. */
  static final int MAX_BYTES = 16 * 1024;

  /** A field of its own: the number 2 stands for version 3. */
  static final Bytes VERSION_3 = Der.element(0xa0, Der.integer(BigInteger.TWO));

  static final int EXTENSIONS = 0xa3;

  /**
   * @throws InputRefused unless the bytes are one certificate, both signatures are right, and no
   *     critical extension is unknown
   */
  static PeerCertificate decode(Bytes der) {
    if (der.size() > MAX_BYTES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a certificate of more than " + MAX_BYTES + " bytes");
    }
    DerReader outer = new DerReader(der);
    DerReader certificate = outer.sequence();
    outer.requireEnd();
    Bytes signed = certificate.element(DerReader.SEQUENCE);
    Bytes algorithm = certificate.element(DerReader.SEQUENCE);
    Bytes signature = certificate.bitString();
    certificate.requireEnd();
    return decodeSigned(signed, algorithm, signature);
  }

  private static PeerCertificate decodeSigned(Bytes signed, Bytes algorithm, Bytes signature) {
    DerReader in = new DerReader(signed);
    requireHead(in, algorithm);
    in.element(DerReader.SEQUENCE);
    Validity validity = Validity.decode(in.sequence());
    in.element(DerReader.SEQUENCE);
    // The encoding is the only one, so that this is what was read.
    Bytes key = Der.element(DerReader.SEQUENCE, in.element(DerReader.SEQUENCE));
    SignedKey peer = extensions(in);
    in.requireEnd();
    requireSelfSigned(key, algorithm, Der.element(DerReader.SEQUENCE, signed), signature);
    peer.requireMadeFor(key);
    return new PeerCertificate(peer.key(), validity);
  }

  private static void requireHead(DerReader in, Bytes algorithm) {
    if (!Der.element(0xa0, in.element(0xa0)).equals(VERSION_3)) {
      throw new InputRefused(Reason.UNSUPPORTED, "a certificate that is not of version 3");
    }
    in.element(DerReader.INTEGER);
    if (!in.element(DerReader.SEQUENCE).equals(algorithm)) {
      throw new InputRefused(Reason.MALFORMED, "a certificate that names two signatures");
    }
  }

  /** The deprecated fields issuerUniqueId and subjectUniqueId would stand before, and must not. */
  private static SignedKey extensions(DerReader in) {
    DerReader wrapper = new DerReader(in.element(EXTENSIONS));
    SignedKey peer = Extensions.decode(wrapper.sequence());
    wrapper.requireEnd();
    return peer;
  }

  private static void requireSelfSigned(Bytes key, Bytes algorithm, Bytes signed, Bytes signature) {
    PublicKey own = PublicKey.ofSubjectPublicKeyInfo(key);
    if (!SignatureAlgorithm.ofIdentifier(algorithm).verify(own, signed, signature)) {
      throw new InputRefused(Reason.FORGED, "a certificate that was not signed with its own key");
    }
  }

  /**
   * @throws InputRefused unless the certificate holds now
   */
  PeerCertificate requireValid(Instant now) {
    validity.require(now);
    return this;
  }
}
