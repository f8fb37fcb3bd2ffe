package org.meshwork.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** That the queues which hint at tasks take messages. */
@ApplicationScoped
class QueuesAnswer implements HealthCheck {
  @Resource(lookup = "java:/jms/MeshworkHints")
  private ConnectionFactory hints;

  @Override
  public HealthCheckResponse call() {
    try (JMSContext context = hints.createContext()) {
      context.createTemporaryQueue().delete();
      return HealthCheckResponse.up("queues");
    } catch (JMSRuntimeException | jakarta.jms.JMSException e) {
      return HealthCheckResponse.named("queues")
          .down()
          .withData("failure", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
