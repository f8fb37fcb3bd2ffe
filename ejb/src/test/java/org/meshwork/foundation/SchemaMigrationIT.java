package org.meshwork.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class SchemaMigrationIT {
  @Test
  void migratesAnEmptyDatabase() {
    try (TestDatabase database = TestDatabase.empty()) {
      MigrateResult result = SchemaMigration.migrate(database.dataSource());

      assertThat(result.migrationsExecuted).isPositive();
      assertThat(tables(database.jdbi())).contains("task", "collection", "chunk");
    }
  }

  @Test
  void twoServersThatStartAtOnceMigrateOnce() throws Exception {
    ExecutorService servers = Executors.newFixedThreadPool(2);
    try (TestDatabase database = TestDatabase.empty()) {
      Callable<MigrateResult> start = () -> SchemaMigration.migrate(database.dataSource());
      int applied = 0;
      for (Future<MigrateResult> server : servers.invokeAll(List.of(start, start))) {
        applied += server.get().migrationsExecuted;
      }

      int recorded =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.select("select count(*) from flyway_schema_history where type = 'SQL'")
                          .mapTo(int.class)
                          .one());
      assertThat(applied).isEqualTo(recorded);
    } finally {
      servers.shutdownNow();
    }
  }

  @Test
  void refusesASchemaOfANewerRelease() {
    try (TestDatabase database = TestDatabase.migrated()) {
      database.execute(
          """
          insert into flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
          values (1000, '999', 'mesh', 'SQL', 'V999__mesh.sql', 1, current_user, 1, true)""");

      assertThatThrownBy(() -> SchemaMigration.migrate(database.dataSource()))
          .isInstanceOf(DatabaseUnfit.class)
          .hasMessageContaining("version 999")
          .hasMessageContaining("Deploy that release or a newer one");
    }
  }

  @Test
  void refusesASchemaWhoseMigrationWasChanged() {
    try (TestDatabase database = TestDatabase.migrated()) {
      database.execute(
          "update flyway_schema_history set checksum = checksum + 1 where version = '1'");

      assertThatThrownBy(() -> SchemaMigration.migrate(database.dataSource()))
          .isInstanceOf(DatabaseUnfit.class)
          .hasMessageContaining("Restore the database from a backup");
    }
  }

  @Test
  void migratesASchemaInWhichTheBatchJobRepositoryHasItsTables() {
    try (TestDatabase database = TestDatabase.empty()) {
      database.execute("create schema meshwork");
      database.execute("create table meshwork.job_instance (jobinstanceid bigint)");

      SchemaMigration.migrate(database.dataSource());

      assertThat(tables(database.jdbi())).contains("job_instance", "task", "chunk");
    }
  }

  private static List<String> tables(Jdbi jdbi) {
    return jdbi.withHandle(
        h ->
            h.select("select tablename from pg_tables where schemaname = 'meshwork'")
                .mapTo(String.class)
                .list());
  }
}
