package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Whole numbers in text: digits only, no sign, no leading zero. */
final class Decimal {
  private Decimal() {}

  /**
   * @param max below 100,000
   */
  static int parse(String text, int max, String what) {
    boolean digits = text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (text.isEmpty() || text.length() > 5 || !digits || isPadded(text)) {
      throw refused(text, max, what);
    }
    int value = Integer.parseInt(text);
    if (value > max) {
      throw refused(text, max, what);
    }
    return value;
  }

  private static boolean isPadded(String text) {
    return text.length() > 1 && text.charAt(0) == '0';
  }

  private static InputRefused refused(String text, int max, String what) {
    return new InputRefused(
        Reason.MALFORMED,
        InputRefused.excerpt(text) + " is no " + what + ", which is a number from 0 to " + max);
  }
}
