package org.meshwork.libp2p.security.tls;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.DerReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** When a certificate holds (RFC 5280 section 4.1.2.5), both ends included. */
record Validity(Instant notBefore, Instant notAfter) {
  /** Two digits of the year, and those from 50 on are of the twentieth century. */
  private static final int UTC_TIME = 0x17;

  private static final int GENERALIZED_TIME = 0x18;

  /**
   * 1975 to 4096, as other implementations write it: peers' clocks may be wrong, and the key, not
   * the time, is what ends the trust in a certificate.
   */
  static final Bytes OF_OURS =
      Der.sequence(
          Der.element(UTC_TIME, Bytes.utf8("750101000000Z")),
          Der.element(GENERALIZED_TIME, Bytes.utf8("40960101000000Z")));

  static Validity decode(DerReader in) {
    Validity validity = new Validity(time(in), time(in));
    in.requireEnd();
    return validity;
  }

  private static Instant time(DerReader in) {
    if (!in.nextIs(UTC_TIME)) {
      return instant(text(in.element(GENERALIZED_TIME)));
    }
    String text = text(in.element(UTC_TIME));
    return instant((text.compareTo("50") < 0 ? "20" : "19") + text);
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static Instant instant(String text) {
    if (!text.matches("[0-9]{14}Z")) {
      throw malformed();
    }
    try {
      return LocalDateTime.of(
              Integer.parseInt(text, 0, 4, 10),
              pair(text, 4),
              pair(text, 6),
              pair(text, 8),
              pair(text, 10),
              pair(text, 12))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noSuchTime) {
      throw malformed();
    }
  }

  private static int pair(String text, int from) {
    return Integer.parseInt(text, from, from + 2, 10);
  }

  private static InputRefused malformed() {
    return new InputRefused(Reason.MALFORMED, "a certificate with a time that is none");
  }

  void require(Instant now) {
    if (now.isBefore(notBefore) || now.isAfter(notAfter)) {
      throw new InputRefused(
          Reason.UNSUPPORTED,
          "a certificate that holds from " + notBefore + " to " + notAfter + " at " + now);
    }
  }
}
