package org.meshwork.documents.search;

import java.util.List;
import org.meshwork.documents.search.SearchHit.Highlight;
import org.meshwork.documents.search.SearchHit.Snippet;

/** Chooses the part of a passage that has most of the query's words. */
final class SnippetWindow {
  /** About three lines of a page. */
  static final int CHARACTERS = 300;

  /** How far an edge may move to fall between words. */
  private static final int MAX_WORD = 24;

  private SnippetWindow() {}

  static Snippet of(String text, List<Highlight> highlights) {
    if (text.length() <= CHARACTERS) {
      return new Snippet(text, highlights);
    }
    int start = betweenWords(text, bestStart(text, highlights));
    int end = betweenWords(text, Math.min(text.length(), start + CHARACTERS));
    return new Snippet(
        text.substring(start, end),
        highlights.stream()
            .filter(it -> it.start() >= start && it.end() <= end)
            .map(it -> new Highlight(it.start() - start, it.end() - start))
            .toList());
  }

  /** The window with most highlights, with some text before the first of them. */
  private static int bestStart(String text, List<Highlight> highlights) {
    int best = 0;
    int most = 0;
    int last = 0;
    for (int first = 0; first < highlights.size(); first++) {
      int from = highlights.get(first).start();
      while (last < highlights.size() && highlights.get(last).end() <= from + CHARACTERS) {
        last++;
      }
      if (last - first > most) {
        most = last - first;
        int spare = CHARACTERS - (highlights.get(last - 1).end() - from);
        best = from - spare / 2;
      }
    }
    return Math.max(0, Math.min(best, text.length() - CHARACTERS));
  }

  /** The nearest place before which is white space, to the left; else not inside a pair. */
  private static int betweenWords(String text, int at) {
    if (at == 0 || at == text.length()) {
      return at;
    }
    for (int i = at; i > Math.max(0, at - MAX_WORD); i--) {
      if (Character.isWhitespace(text.charAt(i - 1))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
