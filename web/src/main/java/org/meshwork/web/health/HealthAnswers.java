package org.meshwork.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.meshwork.health.HealthBoard;

/** Offers what this node knows of its health, once the application has started. */
@ApplicationScoped
class HealthAnswers {
  void offer(
      @Observes @Initialized(ApplicationScoped.class) Object started,
      HealthBoard board,
      SchemaAnswer schema,
      DatabaseAnswer database,
      ModelAnswer model,
      QueuesAnswer queues) {
    board.offer(HealthBoard.SCHEMA, schema);
    board.offer(HealthBoard.DATABASE, database);
    board.offer(HealthBoard.MODEL, model);
    board.offer(HealthBoard.QUEUES, queues);
  }
}
