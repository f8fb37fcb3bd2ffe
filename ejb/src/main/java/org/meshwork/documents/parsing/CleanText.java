package org.meshwork.documents.parsing;

/**
 * Characters that a text may hold: no control characters, no half surrogate pairs, no soft hyphens
 * and byte order marks; every kind of space is a space.
 */
final class CleanText {
  private static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /** All white space, line breaks included, becomes single spaces. */
  static String oneLine(CharSequence raw) {
    StringBuilder clean = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isSpace(c) || isBreak(c)) {
        if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
          clean.append(' ');
        }
        continue;
      }
      appendVisible(clean, raw, i);
    }
    trimEnd(clean);
    return clean.toString();
  }

  /** Line breaks become newlines, no line ends in a space, no two empty lines follow each other. */
  static String lines(CharSequence raw) {
    StringBuilder clean = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
        continue;
      }
      if (isBreak(c)) {
        breakLine(clean);
        continue;
      }
      if (isSpace(c)) {
        clean.append(c == '\t' ? '\t' : ' ');
        continue;
      }
      appendVisible(clean, raw, i);
    }
    trimEnd(clean);
    return clean.toString();
  }

  private static void breakLine(StringBuilder clean) {
    int end = clean.length();
    while (end > 0 && (clean.charAt(end - 1) == ' ' || clean.charAt(end - 1) == '\t')) {
      end--;
    }
    clean.setLength(end);
    boolean emptyBefore =
        end >= 2 && clean.charAt(end - 1) == '\n' && clean.charAt(end - 2) == '\n';
    if (end > 0 && !emptyBefore) {
      clean.append('\n');
    }
  }

  private static void trimEnd(StringBuilder clean) {
    int end = clean.length();
    while (end > 0 && Character.isWhitespace(clean.charAt(end - 1))) {
      end--;
    }
    clean.setLength(end);
  }

  private static void appendVisible(StringBuilder clean, CharSequence raw, int i) {
    char c = raw.charAt(i);
    if (Character.isHighSurrogate(c)) {
      boolean whole = i + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(i + 1));
      clean.append(whole ? c : REPLACEMENT);
      return;
    }
    if (Character.isLowSurrogate(c)) {
      boolean whole = i > 0 && Character.isHighSurrogate(raw.charAt(i - 1));
      clean.append(whole ? c : REPLACEMENT);
      return;
    }
    if (!Character.isISOControl(c) && c != '\u00AD' && c != '\uFEFF') {
      clean.append(c);
    }
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r' || c == '\f' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\u000B' || Character.isSpaceChar(c) && !isBreak(c);
  }
}
