package org.meshwork.documents.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.VectorText;
import org.meshwork.documents.search.SearchPlan.Access;

/**
 * The very statement that a search without a filter runs, for plain JDBC. It is in this package,
 * since the feature shows it to nobody else; the benchmarks are in no deployment.
 */
public final class SearchStatement {
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]\\w*)");
  private static final int DEPTH = 100;

  private final SearchPlan plan;
  private final String sql;
  private final List<String> parameters = new ArrayList<>();
  private final int k;

  public SearchStatement(Collection collection, String mode, int k) {
    this.k = k;
    plan =
        new SearchPlan(
            collection,
            SearchMode.parse(mode),
            SearchFilter.NONE,
            Access.INDEXES,
            Math.max(DEPTH, k));
    Matcher matcher = PARAMETER.matcher(SearchSql.of(plan));
    sql =
        matcher.replaceAll(
            found -> {
              parameters.add(found.group(1));
              return "?";
            });
  }

  public PreparedStatement prepare(Connection connection) throws SQLException {
    return connection.prepareStatement(sql);
  }

  public void bind(PreparedStatement statement, String query, float[] vector) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      bind(statement, i + 1, parameters.get(i), query, vector);
    }
  }

  private void bind(
      PreparedStatement statement, int position, String name, String query, float[] vector)
      throws SQLException {
    switch (name) {
      case "query" -> statement.setString(position, query);
      case "table" -> statement.setString(position, plan.partition().table());
      case "languages" ->
          statement.setArray(
              position,
              statement
                  .getConnection()
                  .createArrayOf("text", plan.collection().languages().toArray()));
      case "k" -> statement.setInt(position, k);
      case "offset" -> statement.setInt(position, 0);
      case "markup" -> statement.setString(position, Marking.UNWELCOME);
      case "marking" -> statement.setString(position, Marking.OPTIONS);
      case "vector" -> statement.setString(position, VectorText.of(vector));
      default -> throw new IllegalStateException("the node's statement has a parameter " + name);
    }
  }
}
