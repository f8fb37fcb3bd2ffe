package org.meshwork.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What an administrator reads when a database can't carry a node, and that the launcher refuses the
 * same ones.
 */
class DatabaseInspectionIT {
  @Test
  void saysHowToInstallTheMissingExtension() {
    try (TestDatabase database = TestDatabase.bare()) {
      assertRefused(database.dataSource(), "CREATE EXTENSION vector");
    }
  }

  @Test
  void saysHowToUpdateAnExtensionThatIsTooOld() {
    try (TestDatabase database = TestDatabase.empty()) {
      database.execute("update pg_extension set extversion = '0.6.2' where extname = 'vector'");

      assertRefused(database.dataSource(), "pgvector 0.6.2", "ALTER EXTENSION vector UPDATE");
    }
  }

  @Test
  void saysHowToMoveAnExtensionThatIsOutOfSight() {
    try (TestDatabase database = TestDatabase.empty()) {
      database.execute("create schema elsewhere");
      database.execute("alter extension vector set schema elsewhere");

      assertRefused(database.dataSource(), "ALTER EXTENSION vector SET SCHEMA public");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/meshwork");

    assertRefused(nowhere, "can't be reached", "refused", "Check that PostgreSQL runs");
  }

  @Test
  void saysThatThePasswordIsWrong() {
    try (TestDatabase database = TestDatabase.empty()) {
      PGSimpleDataSource wrong = database.dataSource();
      wrong.setPassword("wrong");

      assertRefused(wrong, "password authentication failed", "user and password");
    }
  }

  @Test
  void saysHowToMakeTheSchemaForAUserWhoMayNot() {
    try (TestDatabase database = TestDatabase.empty();
        TestRole role = database.role()) {
      assertRefused(role.dataSource(), "CREATE SCHEMA meshwork AUTHORIZATION " + role.name());

      database.execute("create schema meshwork authorization " + role.name());

      assertAccepted(role.dataSource());
    }
  }

  /** The node could make its schema, but the batch job repository would find no room before. */
  @Test
  void saysHowToMakeTheSchemaForAUserWhoMayNotUsePublic() {
    try (TestDatabase database = TestDatabase.empty();
        TestRole role = database.role()) {
      database.execute("grant create on database %s to %s".formatted(database.name(), role.name()));

      assertRefused(role.dataSource(), "CREATE SCHEMA meshwork AUTHORIZATION " + role.name());

      database.execute("grant create on schema public to " + role.name());

      assertAccepted(role.dataSource());
    }
  }

  @Test
  void saysHowToOpenTheSchemaForAUserWhoMayNotUseIt() {
    try (TestDatabase database = TestDatabase.migrated();
        TestRole role = database.role()) {
      assertRefused(role.dataSource(), "GRANT USAGE, CREATE ON SCHEMA meshwork TO " + role.name());
    }
  }

  @Test
  void warnsOfTheFaultsOfAnOldExtension() {
    assertThat(DatabaseInspection.warning("0.8.0"))
        .hasValueSatisfying(text -> assertThat(text).contains("CVE-2026-3172"));
    assertThat(DatabaseInspection.warning("0.8.4")).isEmpty();
    assertThat(DatabaseInspection.warning("0.10.0")).isEmpty();
  }

  private static void assertAccepted(PGSimpleDataSource database) {
    assertThat(DatabaseInspection.inspect(Database.over(database)).serverVersion()).isNotEmpty();
    assertThat(LauncherCheck.accepts(database)).as("the launcher accepts it, too").isTrue();
  }

  private static void assertRefused(PGSimpleDataSource database, String... reason) {
    assertThatThrownBy(() -> DatabaseInspection.inspect(Database.over(database)))
        .isInstanceOf(DatabaseUnfit.class)
        .hasMessageContainingAll(reason);
    assertThat(LauncherCheck.accepts(database)).as("the launcher accepts it").isFalse();
  }
}
