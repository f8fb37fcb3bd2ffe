package org.meshwork.libp2p.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** One block of PEM with nothing around it but white space (RFC 7468). */
final class Pem {
  static final String PUBLIC_KEY = "PUBLIC KEY";
  static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final int MAX_CHARACTERS = 16_384;
  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  static String encode(String label, Bytes der) {
    byte[] lineEnd = {'\n'};
    String body = Base64.getMimeEncoder(LINE_CHARACTERS, lineEnd).encodeToString(der.toArray());
    return begin(label) + "\n" + body + "\n" + end(label) + "\n";
  }

  static Bytes decode(String pem, String label) {
    if (pem.length() > MAX_CHARACTERS) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a PEM file of more than " + MAX_CHARACTERS + " characters");
    }
    String block = pem.strip();
    if (!block.startsWith(begin(label))) {
      throw new InputRefused(Reason.UNSUPPORTED, explain(block, label));
    }
    int bodyEnd = block.length() - end(label).length();
    if (bodyEnd < begin(label).length() || !block.endsWith(end(label))) {
      throw new InputRefused(Reason.TRUNCATED, "a PEM file that does not end in " + end(label));
    }
    return body(block.substring(begin(label).length(), bodyEnd));
  }

  private static Bytes body(String body) {
    String digits = body.replaceAll("[ \t\r\n]", "");
    try {
      return Bytes.of(Base64.getDecoder().decode(digits.getBytes(StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException e) {
      throw new InputRefused(Reason.MALFORMED, "a PEM file whose lines are not base 64");
    }
  }

  private static String explain(String block, String label) {
    String wanted = "the file does not begin with '" + begin(label) + "'";
    if (!label.equals(PRIVATE_KEY) || !block.startsWith("-----BEGIN ")) {
      return wanted;
    }
    return wanted
        + ": 'openssl pkcs8 -topk8 -nocrypt -in FILE' makes such a one of encrypted and older kinds";
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }

  private static String end(String label) {
    return "-----END " + label + "-----";
  }
}
