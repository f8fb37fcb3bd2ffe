package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What people want of tasks that were submitted. Every method is one transaction with one
 * conditional update, and gives the task after it, or nothing when its state did not allow it.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskWishes {
  private static final String CHANGE =
      """
      with t as (
        update task set %s where id = :id and %s returning %s),
      e as (
        insert into task_event (task_id, type, at, data)
        select id, case when finished_at is null then 'state' else 'end' end, now(),
               jsonb_build_object('state', state)
        from t)
      select * from t""";

  private static final String CANCEL =
      change(
          """
          cancel_requested = true,
          state = case when state = 'running' then state else 'cancelled' end,
          finished_at = case when state = 'running' then null else now() end,
          owner = case when state = 'running' then owner end,
          lease_until = case when state = 'running' then lease_until end""",
          "state in ('submitted', 'queued', 'running')");

  private static final String STOP =
      change("stopped = true", "state in ('submitted', 'queued', 'running')");

  private static final String RESTART =
      change(
          """
          state = case when state <> 'failed' then state when queued_at is null then 'submitted' else 'queued' end,
          stopped = false, not_before = null,
          lapses = 0, problem = null, finished_at = null""",
          "((state in ('submitted', 'queued') and (stopped or not_before is not null)) or state = 'failed')");

  private final Jdbi jdbi;

  @Inject
  TaskWishes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  TaskWishes() {
    this(null);
  }

  private static String change(String values, String condition) {
    return CHANGE.formatted(values, condition, TaskRows.COLUMNS);
  }

  Optional<Task> cancel(TaskId id) {
    return change(CANCEL, id);
  }

  Optional<Task> stop(TaskId id) {
    return change(STOP, id);
  }

  Optional<Task> restart(TaskId id) {
    return change(RESTART, id);
  }

  private Optional<Task> change(String sql, TaskId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("id", id.value())
                .map((row, context) -> TaskRows.task(row))
                .findOne());
  }
}
