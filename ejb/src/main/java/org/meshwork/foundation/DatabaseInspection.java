package org.meshwork.foundation;

import java.lang.module.ModuleDescriptor.Version;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks at the database before anything uses it, and refuses one that can't carry the node. */
final class DatabaseInspection {
  private static final int MIN_SERVER_VERSION_NUM = 150_000;
  private static final Version MIN_VECTOR = Version.parse("0.7.0");
  private static final Version SOUND_VECTOR = Version.parse("0.8.4");

  /**
   * A statement for a superuser that gives the user what it lacks. Without the schema, the batch
   * job repository has made its tables in {@code public} when the server booted, or has failed.
   */
  private static final String MISSING_RIGHT =
      """
      select case
        when to_regnamespace(:schema) is null
            and not (has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create'))
          then format('CREATE SCHEMA %I AUTHORIZATION %I;', :schema, current_user)
        when to_regnamespace(:schema) is not null
            and not (has_schema_privilege(:schema, 'usage') and has_schema_privilege(:schema, 'create'))
          then format('GRANT USAGE, CREATE ON SCHEMA %I TO %I;', :schema, current_user)
        end""";

  private DatabaseInspection() {}

  static DatabaseReport inspect(Jdbi jdbi) {
    try {
      return jdbi.withHandle(DatabaseInspection::inspect);
    } catch (ConnectionException e) {
      throw new DatabaseUnfit(
          "The database behind the datasource %s can't be reached (%s). Check that PostgreSQL runs, and the datasource's URL, user and password; then restart the server."
              .formatted(Database.DATASOURCE, reason(e)),
          e);
    }
  }

  /** The driver's own words, below those of the server's pool. */
  private static String reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .reduce((outer, inner) -> inner)
        .orElse(failure)
        .getMessage();
  }

  private static DatabaseReport inspect(Handle handle) {
    String server = setting(handle, "server_version");
    if (Integer.parseInt(setting(handle, "server_version_num")) < MIN_SERVER_VERSION_NUM) {
      throw new DatabaseUnfit(
          "The database is PostgreSQL %s; a node needs 15 or newer. Upgrade it, or point the datasource at another server."
              .formatted(server));
    }
    String vector = vectorVersion(handle);
    if (Version.parse(vector).compareTo(MIN_VECTOR) < 0) {
      throw new DatabaseUnfit(
          "The database has pgvector %s; a node needs 0.7.0 or newer, and 0.8.4 or newer in production. Install it and run: ALTER EXTENSION vector UPDATE;"
              .formatted(vector));
    }
    requireRightToMakeTables(handle);
    return new DatabaseReport(server, vector, warning(vector));
  }

  private static String setting(Handle handle, String name) {
    return handle.select("select current_setting(?)", name).mapTo(String.class).one();
  }

  private static String vectorVersion(Handle handle) {
    Optional<String> version =
        handle
            .select("select extversion from pg_extension where extname = 'vector'")
            .mapTo(String.class)
            .findOne();
    if (version.isEmpty()) {
      throw new DatabaseUnfit(
          "The database lacks the extension pgvector. Install it on the server, then run in the node's database, as a superuser: CREATE EXTENSION vector;");
    }
    if (handle
        .select("select to_regtype('vector')::text")
        .mapTo(String.class)
        .findOne()
        .isEmpty()) {
      throw new DatabaseUnfit(
          "pgvector is installed in a schema that the node's connections do not search. Run, as a superuser: ALTER EXTENSION vector SET SCHEMA public;");
    }
    return version.get();
  }

  private static void requireRightToMakeTables(Handle handle) {
    Optional<String> missing =
        handle
            .createQuery(MISSING_RIGHT)
            .bind("schema", SchemaMigration.SCHEMA)
            .mapTo(String.class)
            .findOne();
    if (missing.isPresent()) {
      throw new DatabaseUnfit(
          "The datasource's user may not make the node's tables. Run in the node's database, as a superuser: %s Then restart the server."
              .formatted(missing.get()));
    }
  }

  static Optional<String> warning(String vector) {
    if (Version.parse(vector).compareTo(SOUND_VECTOR) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "pgvector %s has known faults: a buffer overflow in parallel HNSW builds (CVE-2026-3172, 0.6.0 to 0.8.1) and HNSW corruption under concurrent INSERT and VACUUM (fixed in 0.8.4). This node triggers neither, but other users of the server may: upgrade to 0.8.4 or newer."
            .formatted(vector));
  }
}
