package org.meshwork.libp2p.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** How certificates are signed (RFC 5758 section 3.2, RFC 8410 section 3, RFC 4055 section 5). */
public enum SignatureAlgorithm {
  ECDSA_SHA256("06082a8648ce3d040302", KeyType.ECDSA, "EC", "SHA256withECDSA"),
  ECDSA_SHA384("06082a8648ce3d040303", KeyType.ECDSA, "EC", "SHA384withECDSA"),
  ECDSA_SHA512("06082a8648ce3d040304", KeyType.ECDSA, "EC", "SHA512withECDSA"),
  RSA_SHA256("06092a864886f70d01010b0500", KeyType.RSA, "RSA", "SHA256withRSA"),
  RSA_SHA384("06092a864886f70d01010c0500", KeyType.RSA, "RSA", "SHA384withRSA"),
  RSA_SHA512("06092a864886f70d01010d0500", KeyType.RSA, "RSA", "SHA512withRSA"),
  ED25519("06032b6570", KeyType.ED25519, "Ed25519", "Ed25519");

  private final Bytes identifier;
  private final KeyType type;
  private final String keys;
  private final String signatures;

  SignatureAlgorithm(String identifier, KeyType type, String keys, String signatures) {
    this.identifier = Bytes.ofHex(identifier);
    this.type = type;
    this.keys = keys;
    this.signatures = signatures;
  }

  /**
   * @param identifier the content of an AlgorithmIdentifier
   * @throws InputRefused if it names none of these; those with SHA-1 and MD5 are no proof
   */
  public static SignatureAlgorithm ofIdentifier(Bytes identifier) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.identifier.equals(identifier))
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNSUPPORTED,
                    "a signature that is neither ECDSA, RSA PKCS#1 with SHA-2, nor Ed25519"));
  }

  /** The content of the AlgorithmIdentifier. */
  public Bytes identifier() {
    return identifier;
  }

  /**
   * Whether the signature was made over the message, in this way, with the private key that belongs
   * to this one. Takes about a millisecond of CPU.
   *
   * @param signature any bytes
   */
  public boolean verify(PublicKey key, Bytes message, Bytes signature) {
    if (key.type() != type) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(signatures);
      verifier.initVerify(
          KeyFactory.getInstance(keys)
              .generatePublic(new X509EncodedKeySpec(key.subjectPublicKeyInfo().toArray())));
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + signatures, e);
    }
  }
}
