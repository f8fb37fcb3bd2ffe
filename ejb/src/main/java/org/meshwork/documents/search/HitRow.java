package org.meshwork.documents.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.meshwork.documents.collections.DocumentId;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.search.SearchHit.FoundIn;
import org.meshwork.documents.search.SearchHit.Passage;
import org.meshwork.documents.search.SearchHit.Scores;

/**
 * A hit as the database gives it.
 *
 * @param marked the passage's text with the query's words marked, absent without such words
 */
record HitRow(
    double score, Scores scores, FoundIn document, Passage passage, Optional<String> marked) {

  static HitRow map(ResultSet row, StatementContext context) throws SQLException {
    return new HitRow(
        row.getDouble("score"),
        new Scores(
            number(row, "similarity"),
            number(row, "wording"),
            number(row, "near_rank").map(Double::intValue),
            number(row, "word_rank").map(Double::intValue)),
        new FoundIn(
            new DocumentId(row.getObject("id", UUID.class)),
            new DocumentName(row.getString("name")),
            Optional.ofNullable(row.getString("title")),
            Optional.ofNullable(row.getString("language")),
            row.getString("media_type")),
        new Passage(
            row.getInt("ordinal"),
            row.getInt("start_offset"),
            row.getInt("end_offset"),
            Arrays.asList((String[]) row.getArray("heading_path").getArray()),
            row.getString("text")),
        Optional.ofNullable(row.getString("marked")));
  }

  private static Optional<Double> number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  SearchHit toHit() {
    return new SearchHit(
        score, scores, document, passage, SnippetWindow.of(passage.text(), Marking.ranges(this)));
  }
}
