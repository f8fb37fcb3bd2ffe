package org.meshwork.libp2p.multiformats;

import java.util.Arrays;
import java.util.Locale;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Bytes as text that names its base by its first character (multiformats/multibase). Bounds: 8,192
 * characters, but 512 in bases 36 and 58, whose effort grows with the square of the length.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its encodings are two, and immutable.
public enum Multibase {
  BASE16('f', bits(Alphabet.ofEitherCase(Digits.HEX), 4, 1)),
  BASE16_UPPER('F', bits(Alphabet.ofEitherCase(Digits.upper(Digits.HEX)), 4, 1)),
  BASE32('b', bits(Alphabet.ofEitherCase(Digits.BASE32), 5, 1)),
  BASE32_UPPER('B', bits(Alphabet.ofEitherCase(Digits.upper(Digits.BASE32)), 5, 1)),
  BASE32_PAD('c', bits(Alphabet.ofEitherCase(Digits.BASE32), 5, 8)),
  BASE32_PAD_UPPER('C', bits(Alphabet.ofEitherCase(Digits.upper(Digits.BASE32)), 5, 8)),
  BASE36('k', new NumberEncoding(Alphabet.ofEitherCase(Digits.BASE36))),
  BASE36_UPPER('K', new NumberEncoding(Alphabet.ofEitherCase(Digits.upper(Digits.BASE36)))),
  BASE58_BTC('z', new NumberEncoding(Alphabet.of(Digits.BASE58))),
  BASE64('m', bits(Alphabet.of(Digits.LETTERS + "+/"), 6, 1)),
  BASE64_PAD('M', bits(Alphabet.of(Digits.LETTERS + "+/"), 6, 4)),
  BASE64_URL('u', bits(Alphabet.of(Digits.LETTERS + "-_"), 6, 1)),
  BASE64_URL_PAD('U', bits(Alphabet.of(Digits.LETTERS + "-_"), 6, 4));

  private final char prefix;
  private final BaseEncoding encoding;

  Multibase(char prefix, BaseEncoding encoding) {
    this.prefix = prefix;
    this.encoding = encoding;
  }

  /**
   * @throws InputRefused if no base here has the text's first character, or the rest is not of that
   *     base
   */
  public static Bytes decode(String text) {
    return of(text).decodeBare(text.substring(1));
  }

  /**
   * The base that a text names.
   *
   * @throws InputRefused if it names none, or none that is known here
   */
  public static Multibase of(String text) {
    if (text.isEmpty()) {
      throw new InputRefused(Reason.TRUNCATED, "an empty text names no base");
    }
    return Arrays.stream(values())
        .filter(base -> base.prefix == text.charAt(0))
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNKNOWN_CODE, "no base begins like " + InputRefused.excerpt(text)));
  }

  /**
   * @throws IllegalArgumentException in bases 36 and 58 if there are more than 256 bytes
   */
  public String encode(Bytes bytes) {
    return prefix + encodeBare(bytes);
  }

  /** Like {@link #encode}, without the prefix. */
  public String encodeBare(Bytes bytes) {
    return encoding.encode(bytes);
  }

  /**
   * Reads a text that has no prefix because everyone knows its base.
   *
   * @throws InputRefused if the text is not of this base
   */
  public Bytes decodeBare(String text) {
    return encoding.decode(text);
  }

  private static BaseEncoding bits(Alphabet alphabet, int bits, int paddedTo) {
    return new BitEncoding(alphabet, bits, paddedTo);
  }

  /** Apart, because an enum's own constants come too late for its members. */
  private static final class Digits {
    static final String HEX = "0123456789abcdef";
    static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    static String upper(String digits) {
      return digits.toUpperCase(Locale.ROOT);
    }
  }
}
