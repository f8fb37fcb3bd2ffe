package org.meshwork.foundation;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own for a test class, in the real PostgreSQL that the build has started. */
public final class TestDatabase implements AutoCloseable {
  private static final String URL = required("meshwork.test.db.url");

  private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
  private final String url = URL.replaceFirst("/[^/]*$", "/" + name);
  private final PGSimpleDataSource dataSource = administrator(url);

  private TestDatabase() {}

  /** With the extension, without any table. */
  public static TestDatabase empty() {
    TestDatabase database = bare();
    database.jdbi().useHandle(handle -> handle.execute("create extension vector"));
    return database;
  }

  /** Without even the extension. */
  static TestDatabase bare() {
    TestDatabase database = new TestDatabase();
    server().useHandle(handle -> handle.execute("create database " + database.name));
    return database;
  }

  /** With the schema as the migrations make it. */
  public static TestDatabase migrated() {
    TestDatabase database = empty();
    SchemaMigration.migrate(database.dataSource);
    return database;
  }

  String name() {
    return name;
  }

  public PGSimpleDataSource dataSource() {
    return dataSource;
  }

  public Jdbi jdbi() {
    return Jdbi.create(dataSource);
  }

  /** For another user than the administrator. */
  PGSimpleDataSource dataSource(String user, String password) {
    return dataSource(url, user, password);
  }

  TestRole role() {
    return new TestRole(this);
  }

  void execute(String statement) {
    jdbi().useHandle(handle -> handle.execute(statement));
  }

  @Override
  public void close() {
    server()
        .useHandle(handle -> handle.execute("drop database if exists " + name + " with (force)"));
  }

  private static Jdbi server() {
    return Jdbi.create(administrator(URL));
  }

  private static PGSimpleDataSource administrator(String url) {
    return dataSource(
        url, required("meshwork.test.db.user"), required("meshwork.test.db.password"));
  }

  private static PGSimpleDataSource dataSource(String url, String user, String password) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    dataSource.setCurrentSchema(SchemaMigration.SCHEMA + ",public");
    return dataSource;
  }

  private static String required(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not set; integration tests run in Maven's verify");
    }
    return value;
  }
}
