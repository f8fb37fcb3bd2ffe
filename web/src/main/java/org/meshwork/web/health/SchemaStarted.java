package org.meshwork.web.health;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.meshwork.foundation.SchemaMigration;

/** That the schema is what this version needs. Without it the deployment would have failed. */
@Startup
@ApplicationScoped
public class SchemaStarted implements HealthCheck {
  @EJB private SchemaMigration migration;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("schema").status(migration.report() != null).build();
  }
}
