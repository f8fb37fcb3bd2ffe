package org.meshwork.foundation;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.pattern.ValidatePattern;

/**
 * Brings the schema up to date before anything uses it. Two servers that start at once on one
 * database migrate it once: Flyway takes an advisory lock.
 *
 * <p>Runs without a transaction of the server: Flyway begins its own (the datasource refuses that
 * inside JTA, IJ031017). Whatever starts with the server and uses the schema is
 * {@code @DependsOn("SchemaMigration")}; message-driven beans call {@link #report()}, which waits
 * until the migration has ended.
 */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigration {
  static final String SCHEMA = "meshwork";

  @Resource(lookup = Database.DATASOURCE)
  private DataSource dataSource;

  private DatabaseReport report;

  @PostConstruct
  void migrate() {
    report = DatabaseInspection.inspect(Database.over(dataSource));
    MigrateResult result = migrate(dataSource);
    FoundationLog.LOG.schemaReady(
        report.serverVersion(), report.vectorVersion(), version(result), result.migrationsExecuted);
    report.warning().ifPresent(FoundationLog.LOG::databaseWarning);
  }

  private static String version(MigrateResult result) {
    return result.targetSchemaVersion == null
        ? result.initialSchemaVersion
        : result.targetSchemaVersion;
  }

  static MigrateResult migrate(DataSource dataSource) {
    Flyway flyway = flyway(dataSource);
    try {
      refuseNewer(flyway.info());
      return flyway.migrate();
    } catch (FlywayException e) {
      throw new DatabaseUnfit(
          "The schema could not be brought up to date: %s Restore the database from a backup, or deploy the version that made it."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Flyway flyway(DataSource dataSource) {
    return Flyway.configure(SchemaMigration.class.getClassLoader())
        .dataSource(dataSource)
        .schemas(SCHEMA)
        .locations("classpath:db/migrations")
        .validateMigrationNaming(true)
        // Where the schema is there already, the batch job repository has made its tables in it.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // Flyway by itself would only warn of migrations that it does not know.
        .ignoreMigrationPatterns(new ValidatePattern[0])
        .configuration(Map.of("flyway.postgresql.transactional.lock", "true"))
        .load();
  }

  /** Here, because Flyway's own message recommends a repair that would hide the difference. */
  private static void refuseNewer(MigrationInfoService info) {
    Optional<MigrationInfo> newest =
        Stream.of(info.applied()).filter(SchemaMigration::isFromLaterRelease).reduce((a, b) -> b);
    if (newest.isPresent()) {
      throw new DatabaseUnfit(
          "A newer release has brought the schema to version %s, which this one does not know. Deploy that release or a newer one, or restore a backup of the database from before it."
              .formatted(newest.get().getVersion()));
    }
  }

  private static boolean isFromLaterRelease(MigrationInfo migration) {
    return List.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED)
        .contains(migration.getState());
  }

  public DatabaseReport report() {
    return report;
  }
}
