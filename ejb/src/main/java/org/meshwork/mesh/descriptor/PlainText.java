package org.meshwork.mesh.descriptor;

/** Checks of texts that come from peers and are shown to people. */
final class PlainText {
  private PlainText() {}

  /**
   * @return the text
   * @throws IllegalArgumentException if it is empty, longer than {@code max} characters, or has
   *     control characters or halves of surrogate pairs
   */
  static String require(String what, String text, int max) {
    if (text.isEmpty() || text.length() > max || !text.codePoints().allMatch(PlainText::isPlain)) {
      throw new IllegalArgumentException(
          "%s is 1 to %d characters, none of them a control character".formatted(what, max));
    }
    return text;
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
