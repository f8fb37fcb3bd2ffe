package org.meshwork.documents.search;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.documents.search.SearchHit.Highlight;

/**
 * Where the query's words stand in a passage: the database marks them with two characters of the
 * private use area, which the text itself is rid of before, as it is of what its parser would take
 * for markup; each such character by a space, so that places stay right.
 */
final class Marking {
  private static final char START = '\uE000';
  private static final char STOP = '\uE001';

  /** What is replaced by spaces before marking. */
  static final String UNWELCOME = "<>&" + START + STOP;

  static final String OPTIONS = "HighlightAll=true, StartSel=" + START + ", StopSel=" + STOP;

  private Marking() {}

  /** In UTF-16 units of the passage's text. */
  static List<Highlight> ranges(HitRow row) {
    return row.marked().map(it -> ranges(it, row.passage().text().length())).orElse(List.of());
  }

  static List<Highlight> ranges(String marked, int length) {
    List<Highlight> ranges = new ArrayList<>();
    int at = 0;
    int start = 0;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (c == START) {
        start = at;
      } else if (c == STOP) {
        ranges.add(new Highlight(start, at));
      } else {
        at++;
      }
    }
    // Otherwise the database has left something out, and no place can be trusted.
    return at == length ? ranges : List.of();
  }
}
