package org.meshwork.models;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * What BERT's basic tokenization does to a character (google-research/bert, tokenization.py, as
 * Hugging Face's BertNormalizer and BertPreTokenizer do it): control characters vanish, accents are
 * stripped, letters become small, ideographs and punctuation stand alone.
 */
final class BertCharacters {
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  // Filled as characters occur; a race writes the same value twice.
  private static final String[] NORMALIZED = new String[Character.MIN_SUPPLEMENTARY_CODE_POINT];

  private BertCharacters() {}

  static boolean isWhiteSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c > 0x7F && Character.isSpaceChar(c);
  }

  /** Characters that leave no trace. Tabulators and line ends are not among them. */
  static boolean vanishes(int c) {
    if (c < 0x7F) {
      return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> c == REPLACEMENT_CHARACTER;
    };
  }

  static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !isAsciiLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isAsciiLetterOrDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  static boolean isIdeograph(int c) {
    return c >= 0x3400
        && (c <= 0x4DBF
            || c >= 0x4E00 && c <= 0x9FFF
            || c >= 0xF900 && c <= 0xFAFF
            || c >= 0x20000 && c <= 0x2A6DF
            || c >= 0x2A700 && c <= 0x2B73F
            || c >= 0x2B740 && c <= 0x2B81F
            || c >= 0x2B920 && c <= 0x2CEAF
            || c >= 0x2F800 && c <= 0x2FA1F);
  }

  static boolean isCombining(int c) {
    return c >= 0x300 && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Decomposed, without accents, in small letters; not for ASCII. */
  static String normalized(int c) {
    if (c >= NORMALIZED.length) {
      return normalize(c);
    }
    String normalized = NORMALIZED[c];
    if (normalized == null) {
      normalized = normalize(c);
      NORMALIZED[c] = normalized;
    }
    return normalized;
  }

  private static String normalize(int c) {
    return Normalizer.normalize(Character.toString(c), Form.NFD)
        .codePoints()
        .filter(decomposed -> !isCombining(decomposed))
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
