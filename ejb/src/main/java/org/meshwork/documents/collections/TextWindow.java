package org.meshwork.documents.collections;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Cuts a stretch out of a text that is addressed in UTF-16 units, as Java counts, while the
 * database counts code points. Where both are the same, the database cuts.
 */
final class TextWindow {
  static final String SELECT =
      """
      select e.characters, char_length(e.text) = e.characters as cut,
        case when char_length(e.text) = e.characters
          then substr(e.text, least(?, 2147483647)::integer, ?)
          else e.text
        end as text
      from document d join extract e on e.id = d.extract_id
      where d.collection_id = ? and d.id = ?
      """;

  private TextWindow() {}

  static DocumentText of(ResultSet row, int from, int most) throws SQLException {
    int characters = row.getInt("characters");
    int start = Math.min(from, characters);
    String text = row.getString("text");
    if (!row.getBoolean("cut")) {
      int end = beforePair(text, Math.min(start + most, characters));
      start = beforePair(text, start);
      text = text.substring(start, end);
    }
    return new DocumentText(start, start + text.length(), characters, text);
  }

  private static int beforePair(String text, int at) {
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at));
    return inside ? at - 1 : at;
  }
}
