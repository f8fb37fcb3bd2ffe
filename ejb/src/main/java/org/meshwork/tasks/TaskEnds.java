package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.NodeId;
import org.meshwork.foundation.ProblemRecord;

/**
 * How a run's outcome changes its task. Every method is one transaction with one conditional
 * update, and gives the state after it, or nothing when the run was no longer the one that counts.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskEnds {
  /** Seconds before a lost attempt is repeated: 2, 4, 8, … 512. */
  private static final int MAX_BACKOFF_EXPONENT = 9;

  private static final String CHANGE =
      """
      with t as (
        update task set %s, owner = null, lease_until = null
        where id = :id and %s and owner = :node
        returning id, state, finished_at),
      e as (
        insert into task_event (task_id, type, at, data)
        select id, case when finished_at is null then 'state' else 'end' end, now(),
               jsonb_build_object('state', state)
        from t)
      select state from t\
      """;

  private static final String MINE = "state = 'running' and attempts = :attempt";

  private static final String MY_PLANNING = "state = 'submitted' and lapses = :attempt";

  private static final String COMPLETE =
      CHANGE.formatted("state = 'completed', finished_at = now(), result = :value::jsonb", MINE);

  private static final String FAIL =
      CHANGE.formatted("state = 'failed', finished_at = now(), problem = :value::jsonb", MINE);

  private static final String CANCEL_OR_QUEUE =
      """
      state = case when cancel_requested then 'cancelled' else 'queued' end,
      finished_at = case when cancel_requested then now() end, queued_at = now()\
      """;

  private static final String STOP =
      CHANGE.formatted(CANCEL_OR_QUEUE + ", stopped = stopped or :value::boolean", MINE);

  private static final String RETRY_OR_FAIL =
      """
      state = case when cancel_requested then 'cancelled'
                   when lapses + 1 >= :max then 'failed' else 'queued' end,
      finished_at = case when cancel_requested or lapses + 1 >= :max then now() end,
      problem = case when lapses + 1 >= :max and not cancel_requested then :value::jsonb end,
      queued_at = now(), lapses = lapses + 1,
      not_before = now() + (2 ^ least(lapses + 1, :backoff)) * interval '1 second'\
      """;

  private static final String INTERRUPT = CHANGE.formatted(RETRY_OR_FAIL, MINE);

  private static final String PLANNED =
      CHANGE.formatted("state = 'queued', queued_at = now(), lapses = 0", MY_PLANNING);

  private static final String PLANNING_FAILED =
      CHANGE.formatted(
          "state = 'failed', finished_at = now(), problem = :value::jsonb", MY_PLANNING);

  private final Jdbi jdbi;
  private final NodeId node;
  private final TaskSettings settings;

  @Inject
  TaskEnds(Jdbi jdbi, NodeId node, TaskSettings settings) {
    this.jdbi = jdbi;
    this.node = node;
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskEnds() {
    this(null, null, null);
  }

  Optional<TaskState> end(TaskRun run, TaskOutcome outcome) {
    return jdbi.withHandle(handle -> state(ending(handle, run, outcome)));
  }

  private Query ending(Handle handle, TaskRun run, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Completed completed) {
      return mine(handle, COMPLETE, run).bind("value", completed.result().toString());
    }
    if (outcome instanceof TaskOutcome.Failed failed) {
      return mine(handle, FAIL, run).bind("value", json(failed.problem()));
    }
    if (outcome instanceof TaskOutcome.Interrupted interrupted) {
      return mine(handle, INTERRUPT, run)
          .bind("value", json(interrupted.problem()))
          .bind("max", settings.maxAttempts())
          .bind("backoff", MAX_BACKOFF_EXPONENT);
    }
    TaskOutcome.Stopped stopped = (TaskOutcome.Stopped) outcome;
    return mine(handle, STOP, run).bind("value", stopped.untilRestarted());
  }

  private Query mine(Handle handle, String sql, TaskRun run) {
    return handle
        .createQuery(sql)
        .bind("id", run.task().value())
        .bind("attempt", run.attempt())
        .bind("node", node.value());
  }

  /** Planned: the task waits for its turn now. */
  Optional<TaskState> planned(TaskRun planning) {
    return jdbi.withHandle(handle -> state(mine(handle, PLANNED, planning)));
  }

  Optional<TaskState> planningFailed(TaskRun planning, ProblemRecord problem) {
    return jdbi.withHandle(
        handle -> state(mine(handle, PLANNING_FAILED, planning).bind("value", json(problem))));
  }

  private static Optional<TaskState> state(Query query) {
    return query.mapTo(String.class).findOne().map(TaskState::parse);
  }

  private static String json(ProblemRecord problem) {
    return JsonText.of(problem).toString();
  }
}
