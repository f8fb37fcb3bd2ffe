package org.meshwork.foundation;

import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** A user of a {@link TestDatabase} who may connect, and has no other right of its own. */
final class TestRole implements AutoCloseable {
  private static final String PASSWORD = "of-a-test";

  private final TestDatabase database;
  private final String name = "role_" + UUID.randomUUID().toString().replace("-", "");

  TestRole(TestDatabase database) {
    this.database = database;
    database.execute("create role %s login password '%s'".formatted(name, PASSWORD));
  }

  String name() {
    return name;
  }

  PGSimpleDataSource dataSource() {
    return database.dataSource(name, PASSWORD);
  }

  @Override
  public void close() {
    database.execute("drop owned by %s cascade".formatted(name));
    database.execute("drop role " + name);
  }
}
