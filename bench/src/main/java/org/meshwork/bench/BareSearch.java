package org.meshwork.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionId;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.Precision;
import org.meshwork.documents.search.SearchStatement;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.ModelId;

/**
 * One client of the bare loop: embeds, and runs the node's statements on a connection of its own.
 */
final class BareSearch implements AutoCloseable {
  /** What the node sets for the transaction of a search. */
  private static final String SETTINGS =
      "select set_config('hnsw.ef_search', ?, true), set_config('jit', 'off', true), set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.max_scan_tuples', '1000000', true), set_config('hnsw.scan_mem_multiplier', '32', true)";

  private final Connection connection;
  private final EmbeddingModel model;
  private final SearchStatement statement;
  private final PreparedStatement settings;
  private final PreparedStatement select;

  BareSearch(Connection connection, EmbeddingModel model, String collection, String mode, int k)
      throws SQLException {
    this.connection = connection;
    this.model = model;
    connection.setAutoCommit(false);
    statement = new SearchStatement(collection(connection, collection), mode, k);
    settings = connection.prepareStatement(SETTINGS);
    select = statement.prepare(connection);
  }

  private static Collection collection(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select id, model, dimension, precision, languages from collection where name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        List<String> languages = Arrays.asList((String[]) row.getArray(5).getArray());
        return new Collection(
            new CollectionId(row.getInt(1)),
            new CollectionName(name),
            "",
            new ModelId(row.getString(2)),
            row.getInt(3),
            Precision.parse(row.getString(4)),
            new ChunkingOptions(Strategy.STRUCTURE, ChunkingOptions.MIN_SIZE, 0),
            languages,
            Instant.EPOCH,
            "bench");
      }
    }
  }

  void find(String question) throws SQLException {
    float[] vector = model.embedQuery(question);
    settings.setString(1, "100");
    settings.executeQuery().close();
    statement.bind(select, question, vector);
    int hits = 0;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        hits += rows.getString("text").isEmpty() ? 0 : 1;
      }
    }
    connection.commit();
    if (hits == 0) {
      throw new IllegalStateException("nothing found for: " + question);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
