package org.meshwork.documents.collections;

/** Text as PostgreSQL can keep it. */
final class StorableText {
  private StorableText() {}

  /**
   * NUL becomes a space and half a surrogate pair U+FFFD, one unit for one unit, so that offsets
   * into the text stay right.
   */
  static String of(String text) {
    int first = firstUnstorable(text, 0);
    if (first == text.length()) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (int i = first; i < text.length(); i = firstUnstorable(text, i + 1)) {
      mended.setCharAt(i, text.charAt(i) == 0 ? ' ' : '\uFFFD');
    }
    return mended.toString();
  }

  static boolean accepts(String text) {
    return firstUnstorable(text, 0) == text.length();
  }

  private static int firstUnstorable(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
        continue;
      }
      if (c == 0 || Character.isSurrogate(c)) {
        return i;
      }
      i++;
    }
    return text.length();
  }
}
