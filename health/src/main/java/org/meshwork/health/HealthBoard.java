package org.meshwork.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Takes answers from sub-deployments, and gives them to the server's checks. */
@ApplicationScoped
public class HealthBoard {
  /** That the schema is what this version needs. */
  public static final String SCHEMA = "schema";

  /** That the database answers. */
  public static final String DATABASE = "database";

  /** That the default model can be used at once. */
  public static final String MODEL = "model";

  /** That the queues take messages. */
  public static final String QUEUES = "queues";

  private final Map<String, HealthCheck> answers = new ConcurrentHashMap<>();

  /** Replaces what was offered before under the same name. */
  public void offer(String name, HealthCheck answer) {
    answers.put(name, answer);
  }

  HealthCheckResponse ask(String name) {
    HealthCheck answer = answers.get(name);
    return answer == null
        ? HealthCheckResponse.named(name).down().withData("failure", "starting").build()
        : answer.call();
  }
}
