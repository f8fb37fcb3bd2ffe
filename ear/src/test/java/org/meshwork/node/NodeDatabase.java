package org.meshwork.node;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A database for one server, in the cluster that the build has started. */
public final class NodeDatabase {
  /** What the configured server's datasource points at. */
  static final String SHARED_URL = System.getProperty("meshwork.test.db.url");

  private final String name;

  private NodeDatabase(String name) {
    this.name = name;
  }

  /** The one of the server that Arquillian starts. */
  public static NodeDatabase shared() {
    return new NodeDatabase(SHARED_URL.replaceFirst(".*/", ""));
  }

  static NodeDatabase create(String name) {
    NodeDatabase database = new NodeDatabase(name);
    database.drop();
    execute(SHARED_URL, "create database " + name + " owner meshwork");
    execute(database.url(), "create extension vector");
    execute(database.url(), "create schema meshwork authorization meshwork");
    return database;
  }

  void drop() {
    execute(SHARED_URL, "drop database if exists " + name + " with (force)");
  }

  String url() {
    return SHARED_URL.replaceFirst("/[^/]*$", "/" + name);
  }

  /** The single value of a query, as text; for looking at the truth behind the API. */
  public String value(String query) {
    try (Connection connection = connect(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** What a killed server had sent already may still be committed. */
  void awaitNobody() {
    await("the last transaction of a killed server")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                value(
                    "select count(*) from pg_stat_activity where datname = current_database() and"
                        + " pid <> pg_backend_pid()"),
            "0"::equals);
  }

  public void execute(String statement) {
    execute(url(), statement);
  }

  /** Nobody is let in any more, and who was in is out: as if the server were down. */
  void shut() {
    execute(SHARED_URL, "alter database %s allow_connections false".formatted(name));
    execute(
        SHARED_URL,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name));
  }

  void open() {
    execute(SHARED_URL, "alter database %s allow_connections true".formatted(name));
  }

  private static void execute(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Connection connect(String url) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            url,
            System.getProperty("meshwork.test.db.user"),
            System.getProperty("meshwork.test.db.password"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("set search_path = meshwork, public");
    }
    return connection;
  }
}
