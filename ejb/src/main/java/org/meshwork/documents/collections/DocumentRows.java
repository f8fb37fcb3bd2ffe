package org.meshwork.documents.collections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.parsing.Heading;

/** Documents out of rows. */
final class DocumentRows {
  private static final String COLUMNS =
      """
      select d.id, d.name, d.sha256, d.length, d.source, d.ingested_at, e.media_type, e.title,
        e.author, e.language, e.created_at, e.modified_at, e.characters, e.chunks
      """;

  private static final String TABLES =
      " from document d join extract e on e.id = d.extract_id where d.collection_id = ? ";

  static final String SELECT = COLUMNS + TABLES;

  static final String SELECT_WITH_HEADINGS =
      COLUMNS
          + """
          , array(select (h ->> 'level')::integer from jsonb_array_elements(e.headings) h) as levels
          , array(select h ->> 'text' from jsonb_array_elements(e.headings) h) as headings
          , array(select (h ->> 'start')::integer from jsonb_array_elements(e.headings) h) as starts
          """
          + TABLES;

  private DocumentRows() {}

  static Document map(ResultSet row, StatementContext context) throws SQLException {
    return document(row, List.of());
  }

  static Document mapWithHeadings(ResultSet row, StatementContext context) throws SQLException {
    Integer[] levels = (Integer[]) row.getArray("levels").getArray();
    Integer[] starts = (Integer[]) row.getArray("starts").getArray();
    List<String> texts = CollectionRows.texts(row, "headings");
    List<Heading> headings = new ArrayList<>(levels.length);
    for (int i = 0; i < levels.length; i++) {
      headings.add(new Heading(levels[i], texts.get(i), starts[i]));
    }
    return document(row, headings);
  }

  private static Document document(ResultSet row, List<Heading> headings) throws SQLException {
    return new Document(
        new DocumentId(row.getObject("id", UUID.class)),
        new DocumentName(row.getString("name")),
        ContentId.of(row.getBytes("sha256")),
        row.getLong("length"),
        row.getString("source"),
        row.getTimestamp("ingested_at").toInstant(),
        row.getString("media_type"),
        Optional.ofNullable(row.getString("title")),
        Optional.ofNullable(row.getString("author")),
        Optional.ofNullable(row.getString("language")),
        instant(row, "created_at"),
        instant(row, "modified_at"),
        row.getInt("characters"),
        row.getInt("chunks"),
        headings);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
