package org.meshwork.documents.collections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.StatementContext;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.models.ModelId;

/** Collections out of rows. */
final class CollectionRows {
  static final String SELECT =
      """
      select id, name, description, model, dimension, precision, languages, created_at, created_by,
        chunking ->> 'strategy' as strategy,
        (chunking ->> 'size')::integer as size,
        (chunking ->> 'overlap')::integer as overlap
      from collection
      """;

  private CollectionRows() {}

  static Collection map(ResultSet row, StatementContext context) throws SQLException {
    return new Collection(
        new CollectionId(row.getInt("id")),
        new CollectionName(row.getString("name")),
        row.getString("description"),
        new ModelId(row.getString("model")),
        row.getInt("dimension"),
        Precision.parse(row.getString("precision")),
        new ChunkingOptions(
            Strategy.valueOf(row.getString("strategy").toUpperCase(Locale.ROOT)),
            row.getInt("size"),
            row.getInt("overlap")),
        texts(row, "languages"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
