package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Deletes what was kept long enough. Every method is one transaction, of bounded size. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskPruning {
  static final int BATCH = 1_000;

  private static final String EVENTS =
      """
      delete from task_event where id in (
        select e.id from task t join task_event e on e.task_id = t.id
        where t.state in ('completed', 'failed', 'cancelled') and t.finished_at < now() - :age::interval
        limit :batch)""";

  private static final String TASKS =
      """
      delete from task where id in (
        select id from task
        where state in ('completed', 'failed', 'cancelled') and finished_at < now() - :age::interval
        limit :batch)""";

  private final Jdbi jdbi;
  private final TaskSettings settings;

  @Inject
  TaskPruning(Jdbi jdbi, TaskSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskPruning() {
    this(null, null);
  }

  /** True when there may be more. */
  boolean events() {
    return delete(EVENTS, settings.eventRetention());
  }

  /** True when there may be more. */
  boolean tasks() {
    return delete(TASKS, settings.retention());
  }

  private boolean delete(String sql, Duration age) {
    int deleted =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(sql)
                    .bind("age", TaskClaims.interval(age))
                    .bind("batch", BATCH)
                    .execute());
    return deleted == BATCH;
  }
}
