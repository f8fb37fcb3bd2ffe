package org.meshwork.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@Readiness
@ApplicationScoped
class DatabaseReady implements HealthCheck {
  @Inject private HealthBoard board;

  @Override
  public HealthCheckResponse call() {
    return board.ask(HealthBoard.DATABASE);
  }
}
