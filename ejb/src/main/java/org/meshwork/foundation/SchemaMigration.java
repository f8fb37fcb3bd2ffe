package org.meshwork.foundation;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

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
    try {
      return Flyway.configure(SchemaMigration.class.getClassLoader())
          .dataSource(dataSource)
          .schemas(SCHEMA)
          .locations("classpath:db/migrations")
          .validateMigrationNaming(true)
          .configuration(Map.of("flyway.postgresql.transactional.lock", "true"))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseUnfit(
          "The schema could not be brought up to date: %s Restore the database from a backup, or deploy the version that made it."
              .formatted(e.getMessage()),
          e);
    }
  }

  public DatabaseReport report() {
    return report;
  }
}
