package org.meshwork.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

@Startup
@ApplicationScoped
class SchemaStarted implements HealthCheck {
  @Inject private HealthBoard board;

  @Override
  public HealthCheckResponse call() {
    return board.ask(HealthBoard.SCHEMA);
  }
}
