package org.meshwork.libp2p.security.pnet;

import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.crypto.XSalsa20;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multibase;

/**
 * What the members of a private network know, and nobody else. Immutable; safe to share between
 * threads.
 */
public final class PreSharedKey {
  /** Of a key file. */
  public static final int MAX_FILE_BYTES = 512;

  private static final String CODEC = "/key/swarm/psk/1.0.0/";

  private final Bytes secret;

  /**
   * @throws InputRefused unless there are 32 bytes
   */
  public PreSharedKey(Bytes secret) {
    if (secret.size() != XSalsa20.KEY_BYTES) {
      throw new InputRefused(
          Reason.MALFORMED, "a pre-shared key of " + secret.size() + " bytes, not 32");
    }
    this.secret = secret;
  }

  /**
   * Reads a file such as {@code swarm.key}: the line {@code /key/swarm/psk/1.0.0/}, a line that
   * names the base, and the key.
   *
   * @throws InputRefused if it is something else
   */
  public static PreSharedKey decode(Bytes file) {
    if (file.size() > MAX_FILE_BYTES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a key file of more than " + MAX_FILE_BYTES + " bytes");
    }
    int baseStart = endOfLine(file, 0);
    int keyStart = endOfLine(file, baseStart);
    if (!line(file, 0, baseStart).equals(CODEC)) {
      throw new InputRefused(Reason.MALFORMED, "a key file that does not begin with " + CODEC);
    }
    Bytes key = file.slice(keyStart, file.size());
    return switch (line(file, baseStart, keyStart)) {
      case "/bin/" -> new PreSharedKey(key);
      case "/base16/" -> new PreSharedKey(Multibase.BASE16.decodeBare(text(key)));
      case "/base64/" -> new PreSharedKey(Multibase.BASE64_PAD.decodeBare(text(key)));
      default ->
          throw new InputRefused(
              Reason.UNSUPPORTED, "a key file in another base than bin, base16 and base64");
    };
  }

  /** Just behind the line's newline. */
  private static int endOfLine(Bytes file, int start) {
    for (int index = start; index < file.size(); index++) {
      if (file.at(index) == '\n') {
        return index + 1;
      }
    }
    throw new InputRefused(Reason.TRUNCATED, "a key file of less than three lines");
  }

  private static String line(Bytes file, int start, int end) {
    return text(file.slice(start, end));
  }

  /** Without the end of the line, of either kind. */
  private static String text(Bytes bytes) {
    String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  XSalsa20 stream(Bytes nonce) {
    return new XSalsa20(secret, nonce);
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "pre-shared key";
  }
}
