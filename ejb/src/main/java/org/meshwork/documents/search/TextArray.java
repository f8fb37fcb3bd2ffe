package org.meshwork.documents.search;

import java.util.List;
import org.jdbi.v3.core.argument.Argument;

/** A list of texts as a parameter of type {@code text[]}. */
final class TextArray {
  private TextArray() {}

  static Argument of(List<String> texts) {
    return (position, statement, context) ->
        statement.setArray(
            position, statement.getConnection().createArrayOf("text", texts.toArray()));
  }
}
