package org.meshwork.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** The nearest passages by looking at each: an order that no index has. */
final class ExactSearch {
  private final Connection connection;
  private final String sql;

  ExactSearch(Connection connection, int collection) {
    this.connection = connection;
    sql =
        "select text from chunk_%d order by (embedding <=> ?::vector) + 0 limit ?"
            .formatted(collection);
  }

  Set<String> best(float[] vector, int k) throws SQLException {
    Set<String> texts = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, PassageCollection.vector(vector));
      select.setInt(2, k);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }
}
