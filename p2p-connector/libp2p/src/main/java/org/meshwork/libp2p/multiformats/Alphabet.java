package org.meshwork.libp2p.multiformats;

import java.util.Arrays;
import java.util.Locale;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The digits of a base, in the order of their values. */
final class Alphabet {
  private static final int ASCII = 128;

  private final String digits;
  private final int[] values = new int[ASCII];

  private Alphabet(String digits) {
    this.digits = digits;
    Arrays.fill(values, -1);
    read(digits);
  }

  static Alphabet of(String digits) {
    return new Alphabet(digits);
  }

  /** Writes these digits, and reads them in either case. */
  static Alphabet ofEitherCase(String digits) {
    Alphabet alphabet = new Alphabet(digits);
    alphabet.read(digits.toLowerCase(Locale.ROOT));
    alphabet.read(digits.toUpperCase(Locale.ROOT));
    return alphabet;
  }

  private void read(String readable) {
    for (int value = 0; value < readable.length(); value++) {
      values[readable.charAt(value)] = value;
    }
  }

  int size() {
    return digits.length();
  }

  char digit(int value) {
    return digits.charAt(value);
  }

  int value(char digit) {
    int value = digit < ASCII ? values[digit] : -1;
    if (value < 0) {
      throw new InputRefused(
          Reason.MALFORMED,
          InputRefused.excerpt(String.valueOf(digit)) + " is no digit of base " + size());
    }
    return value;
  }
}
