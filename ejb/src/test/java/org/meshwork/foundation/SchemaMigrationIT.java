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
import org.postgresql.ds.PGSimpleDataSource;

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
  void refusesADatabaseThatANewerReleaseHasChanged() {
    try (TestDatabase database = TestDatabase.migrated()) {
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "update flyway_schema_history set checksum = checksum + 1 where version = '1'"));

      assertThatThrownBy(() -> SchemaMigration.migrate(database.dataSource()))
          .isInstanceOf(DatabaseUnfit.class)
          .hasMessageContaining("Restore the database from a backup");
    }
  }

  @Test
  void saysHowToInstallTheMissingExtension() {
    try (TestDatabase database = TestDatabase.bare()) {
      assertThatThrownBy(() -> DatabaseInspection.inspect(Database.over(database.dataSource())))
          .isInstanceOf(DatabaseUnfit.class)
          .hasMessageContaining("CREATE EXTENSION vector");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/meshwork");

    assertThatThrownBy(() -> DatabaseInspection.inspect(Database.over(nowhere)))
        .isInstanceOf(DatabaseUnfit.class)
        .hasMessageContaining("can't be reached");
  }

  @Test
  void namesTheFaultsOfAnOldExtension() {
    assertThat(DatabaseInspection.warning("0.8.0"))
        .hasValueSatisfying(text -> assertThat(text).contains("CVE-2026-3172"));
    assertThat(DatabaseInspection.warning("0.8.4")).isEmpty();
    assertThat(DatabaseInspection.warning("0.10.0")).isEmpty();
  }

  private static List<String> tables(Jdbi jdbi) {
    return jdbi.withHandle(
        h ->
            h.select("select tablename from pg_tables where schemaname = 'meshwork'")
                .mapTo(String.class)
                .list());
  }
}
