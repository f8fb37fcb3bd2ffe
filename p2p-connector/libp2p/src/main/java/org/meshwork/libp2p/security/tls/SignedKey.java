package org.meshwork.libp2p.security.tls;

import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * The ASN.1 type SignedKey (libp2p/specs tls, "libp2p Public Key Extension"): the key of a peer,
 * and what that key says of the certificate's own.
 */
record SignedKey(PublicKey key, Bytes signature) {
  private static final Bytes PREFIX = Bytes.utf8("libp2p-tls-handshake:");

  /**
   * @param certificateKey a SubjectPublicKeyInfo
   */
  static SignedKey sign(PrivateKey key, Bytes certificateKey) {
    return new SignedKey(key.publicKey(), key.sign(PREFIX.concat(certificateKey)));
  }

  /**
   * @throws InputRefused unless the bytes are one such value and nothing else
   */
  static SignedKey decode(Bytes der) {
    DerReader outer = new DerReader(der);
    DerReader inner = outer.sequence();
    outer.requireEnd();
    Bytes key = inner.octetString();
    Bytes signature = inner.octetString();
    inner.requireEnd();
    return new SignedKey(PublicKey.decode(key), signature);
  }

  Bytes encode() {
    return Der.sequence(Der.octetString(key.encode()), Der.octetString(signature));
  }

  /**
   * @param certificateKey a SubjectPublicKeyInfo
   * @throws InputRefused unless the peer signed it
   */
  void requireMadeFor(Bytes certificateKey) {
    if (!key.verify(PREFIX.concat(certificateKey), signature)) {
      throw new InputRefused(
          Reason.FORGED, "a certificate whose key was not signed with the key of the peer");
    }
  }
}
