package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Deletes what was kept long enough. Every method is one transaction, of bounded size. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskPruning {
  static final int BATCH = 1_000;

  /** Rows of other tables that go with the tasks of one transaction, but for a single task's. */
  static final int MAX_PARTS = 20_000;

  private static final String NEXT_ENDED =
      """
      select id, finished_at from task
      where state in ('completed', 'failed', 'cancelled')
        and finished_at < now() - :age::interval
        and (finished_at, id) > (:finishedAt, :id)
      order by finished_at, id
      limit :batch""";

  private static final String EVENTS =
      "delete from task_event where id in "
          + "(select id from task_event where task_id = any (:tasks) limit :batch)";

  private static final String TASKS =
      """
      delete from task where id in (
        select id
        from (
          select id, sum(total) over (order by finished_at, id) - total as parts_before
          from (
            select id, finished_at, total from task
            where state in ('completed', 'failed', 'cancelled')
              and finished_at < now() - :age::interval
            order by finished_at, id
            limit :batch) oldest) counted
        where parts_before < :maxParts)""";

  /** An ended task; the order is that of their ends. */
  private record Ended(UUID id, Instant finishedAt) {
    static final Ended NONE = new Ended(new UUID(0, 0), Instant.EPOCH);
  }

  private final Jdbi jdbi;
  private final TaskSettings settings;

  /** Up to this one, tasks have no events left: not looked for again until the server restarts. */
  private volatile Ended withoutEvents = Ended.NONE;

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
    return jdbi.withHandle(this::events);
  }

  private boolean events(Handle handle) {
    List<Ended> tasks = nextEnded(handle);
    if (tasks.isEmpty()) {
      return false;
    }
    int deleted =
        handle
            .createUpdate(EVENTS)
            .bindArray("tasks", UUID.class, tasks.stream().map(Ended::id).toArray())
            .bind("batch", BATCH)
            .execute();
    if (deleted < BATCH) {
      withoutEvents = tasks.get(tasks.size() - 1);
    }
    return true;
  }

  private List<Ended> nextEnded(Handle handle) {
    return handle
        .createQuery(NEXT_ENDED)
        .bind("age", TaskClaims.interval(settings.eventRetention()))
        .bind("finishedAt", Timestamp.from(withoutEvents.finishedAt()))
        .bind("id", withoutEvents.id())
        .bind("batch", BATCH)
        .map(
            (row, context) ->
                new Ended(
                    row.getObject("id", UUID.class), row.getTimestamp("finished_at").toInstant()))
        .list();
  }

  /** True when there may be more. What else belongs to a task goes with it. */
  boolean tasks() {
    Duration age = settings.retention();
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(TASKS)
                    .bind("age", TaskClaims.interval(age))
                    .bind("batch", BATCH)
                    .bind("maxParts", MAX_PARTS)
                    .execute())
        > 0;
  }
}
