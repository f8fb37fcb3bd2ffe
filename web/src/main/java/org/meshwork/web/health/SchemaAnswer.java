package org.meshwork.web.health;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.meshwork.foundation.SchemaMigration;

/** That the schema is what this version needs. Without it the deployment would have failed. */
@ApplicationScoped
class SchemaAnswer implements HealthCheck {
  @EJB private SchemaMigration migration;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("schema").status(migration.report() != null).build();
  }
}
