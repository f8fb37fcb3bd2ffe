package org.meshwork.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * That this runs at all. What can pass by itself, such as a database that is away, is no reason to
 * restart the server.
 */
@Liveness
@ApplicationScoped
class ApplicationLive implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.up("application");
  }
}
