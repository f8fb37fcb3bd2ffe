package org.meshwork.libp2p.security.tls;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Finds the one extension that counts here among those of a certificate. */
final class Extensions {
  /** Content of the object identifier 1.3.6.1.4.1.53594.1.1. */
  static final Bytes SIGNED_KEY = Bytes.ofHex("2b0601040183a25a0101");

  private static final Bytes TRUE = Bytes.ofHex("ff");
  private static final int MAX_EXTENSIONS = 32;

  private Extensions() {}

  static Bytes encode(SignedKey key) {
    return Der.sequence(
        Der.sequence(
            Der.element(DerReader.OBJECT_IDENTIFIER, SIGNED_KEY), Der.octetString(key.encode())));
  }

  /**
   * @throws InputRefused if it is missing, if any is there twice (RFC 5280 section 4.2), or another
   *     is critical: none of those means anything here
   */
  static SignedKey decode(DerReader in) {
    Set<Bytes> seen = new HashSet<>();
    Optional<SignedKey> found = Optional.empty();
    while (!in.atEnd()) {
      DerReader extension = in.sequence();
      Bytes identifier = extension.element(DerReader.OBJECT_IDENTIFIER);
      requireNew(seen, identifier);
      boolean critical = isCritical(extension);
      Bytes value = extension.octetString();
      extension.requireEnd();
      if (identifier.equals(SIGNED_KEY)) {
        found = Optional.of(SignedKey.decode(value));
      } else if (critical) {
        throw new InputRefused(
            Reason.UNSUPPORTED, "a certificate with a critical extension of " + identifier);
      }
    }
    return found.orElseThrow(
        () -> new InputRefused(Reason.TRUNCATED, "a certificate without the key of a peer"));
  }

  private static void requireNew(Set<Bytes> seen, Bytes identifier) {
    if (!seen.add(identifier)) {
      throw new InputRefused(Reason.MALFORMED, "a certificate with an extension twice");
    }
    if (seen.size() > MAX_EXTENSIONS) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a certificate with more than " + MAX_EXTENSIONS + " extensions");
    }
  }

  private static boolean isCritical(DerReader extension) {
    if (!extension.nextIs(DerReader.BOOLEAN)) {
      return false;
    }
    // The distinguished encoding leaves the default, false, out (X.690 section 11.5).
    if (!extension.element(DerReader.BOOLEAN).equals(TRUE)) {
      throw new InputRefused(
          Reason.NOT_CANONICAL, "a certificate with a truth value that is not TRUE");
    }
    return true;
  }
}
