package org.meshwork.documents.chunking;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Finds where sentences begin, by the rules of Unicode (UAX 29) as the JDK has them for every
 * language, and a list of what looks like the end of a sentence and is not.
 */
final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "rev", "hon", "capt", "col", "gen", "lt", "sgt",
          "jr", "sr", "vs", "etc", "e.g", "i.e", "cf", "al", "approx", "ca", "fig", "figs", "no",
          "nos", "vol", "vols", "ed", "eds", "pp", "ch", "sec", "eq", "inc", "ltd", "co", "corp",
          "dept", "bzw", "z.b", "d.h", "u.a", "nr", "abb", "vgl", "mme", "mlle", "art", "sra");
  private static final int MAX_ABBREVIATION = 8;

  private final BreakIterator rules;

  private Sentences(BreakIterator rules) {
    this.rules = rules;
  }

  /** For one thread. */
  static Sentences of(Locale locale) {
    return new Sentences(BreakIterator.getSentenceInstance(locale));
  }

  /** The starts of the second and further sentences between two places of a text. */
  void forEachStart(String text, int from, int to, IntConsumer start) {
    rules.setText(text.substring(from, to));
    int at = rules.first();
    while (at != BreakIterator.DONE) {
      if (at > 0 && from + at < to && !isAbbreviated(text, from, from + at)) {
        start.accept(from + at);
      }
      at = rules.next();
    }
  }

  /** Whether the text before a place ends with an abbreviation or an initial. */
  private static boolean isAbbreviated(String text, int from, int at) {
    int end = at;
    while (end > from && Words.isWhite(text.charAt(end - 1))) {
      end--;
    }
    if (end == from || text.charAt(end - 1) != '.') {
      return false;
    }
    int start = end - 1;
    while (start > from
        && end - start <= MAX_ABBREVIATION
        && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, end - 1);
    return word.length() == 1 && Character.isUpperCase(word.charAt(0))
        || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }
}
