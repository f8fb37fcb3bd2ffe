package org.meshwork.cli;

/**
 * Text from elsewhere, made safe for a terminal: an escape sequence in a document must not drive
 * it.
 */
final class PlainText {
  private PlainText() {}

  /** One line: control and formatting characters gone, white space folded. */
  static String of(String text) {
    return strip(text).replaceAll("\\s+", " ").strip();
  }

  /** Of the same length, so that offsets stay true. */
  static String sameLength(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
  }

  static String shorten(String text, int max) {
    String plain = of(text);
    return plain.length() <= max ? plain : plain.substring(0, max - 1).stripTrailing() + "…";
  }

  private static String strip(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\t\\r\\n]]", "").replaceAll("\\p{Cf}", "");
  }
}
