package org.meshwork.web.health;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.meshwork.foundation.DatabaseReport;
import org.meshwork.foundation.SchemaMigration;

/** That the database answers; its versions, and the warning about a faulty pgvector, as data. */
@ApplicationScoped
class DatabaseAnswer implements HealthCheck {
  private static final int PATIENCE_SECONDS = 2;
  private static final String SILENT =
      "A connection is broken, or the database did not answer within %d seconds."
          .formatted(PATIENCE_SECONDS);

  @Resource(lookup = "java:jboss/datasources/MeshworkDS")
  private DataSource database;

  @EJB private SchemaMigration migration;

  @Override
  public HealthCheckResponse call() {
    DatabaseReport report = migration.report();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("database")
            .withData("postgresql", report.serverVersion())
            .withData("pgvector", report.vectorVersion());
    report.warning().ifPresent(it -> response.withData("warning", it));
    try (Connection connection = database.getConnection()) {
      if (connection.isValid(PATIENCE_SECONDS)) {
        return response.up().build();
      }
      return response.down().withData("failure", SILENT).build();
    } catch (SQLException e) {
      return response.down().withData("failure", String.valueOf(e.getMessage())).build();
    }
  }
}
