package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.meshwork.foundation.NodeId;

/**
 * Who owns which task. Every method is one transaction with one conditional update: of many that
 * want the same task, one gets it.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskClaims {
  /** A task, as the one who has claimed it sees it. */
  record Claimed(TaskRun run, Task task) {}

  /** A run of this node whose lease was renewed. */
  record Renewed(TaskRun run, String skill, boolean toBeStopped) {}

  private static final String CLAIM =
      """
      with t as (
        update task
        set state = 'running', owner = :node, lease_until = now() + :lease::interval, attempts = attempts + 1,
            started_at = coalesce(started_at, now()), claimed_at = now(), done_before = done + failed,
            stopped = false, not_before = null
        where %s
        returning %s),
      e as (
        insert into task_event (task_id, type, at, data)
        select id, 'state', now(), '{"state":"running"}' from t)
      select * from t\
      """;

  private static final String READY =
      "state = 'queued' and not stopped and (not_before is null or not_before <= now())";

  private static final String THIS_ONE = claim("id = :id and " + READY);

  private static final String THIS_ONE_EVEN_STOPPED = claim("id = :id and state = 'queued'");

  private static final String BEST =
      claim(
          READY
              + " and id = (select id from task where "
              + READY
              + " order by priority desc, id limit 1 for update skip locked)");

  private static final String PLAN =
      """
      update task set owner = :node, lease_until = now() + :lease::interval, lapses = lapses + 1
      where %s and state = 'submitted' and (lease_until is null or lease_until < now())
      returning %s\
      """;

  private static final String PLAN_THIS_ONE = PLAN.formatted("id = :id", TaskRows.COLUMNS);

  private static final String PLAN_OLDEST =
      PLAN.formatted(
          """
          id = (select id from task
                where state = 'submitted' and (lease_until is null or lease_until < now())
                order by id limit 1 for update skip locked)\
          """,
          TaskRows.COLUMNS);

  private static final String RENEW =
      """
      update task set lease_until = now() + :lease::interval
      from unnest(:tasks::uuid[], :attempts::integer[]) as mine (id, attempt)
      where task.id = mine.id and owner = :node
        and (state = 'running' and attempts = attempt or state = 'submitted' and lapses = attempt)
      returning task.id, attempt, skill, stopped or cancel_requested as to_be_stopped\
      """;

  private static String claim(String condition) {
    return CLAIM.formatted(condition, TaskRows.COLUMNS);
  }

  private final Jdbi jdbi;
  private final NodeId node;
  private final TaskSettings settings;

  @Inject
  TaskClaims(Jdbi jdbi, NodeId node, TaskSettings settings) {
    this.jdbi = jdbi;
    this.node = node;
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskClaims() {
    this(null, null, null);
  }

  /** The run's attempt counts how often it was planned in vain, and this time. */
  Optional<Claimed> claimForPlanning(TaskId id) {
    return jdbi.withHandle(
        handle -> claimedForPlanning(handle.createQuery(PLAN_THIS_ONE).bind("id", id.value())));
  }

  Optional<Claimed> claimOldestForPlanning() {
    return jdbi.withHandle(handle -> claimedForPlanning(handle.createQuery(PLAN_OLDEST)));
  }

  private Optional<Claimed> claimedForPlanning(Query query) {
    return leased(query)
        .map(
            (row, context) -> {
              Task task = TaskRows.task(row);
              return new Claimed(new TaskRun(task.id(), row.getInt("lapses")), task);
            })
        .findOne();
  }

  Optional<Claimed> claim(TaskId id) {
    return claim(THIS_ONE, id);
  }

  /** Also one that was stopped, or is to wait before it is tried again. */
  Optional<Claimed> claimNow(TaskId id) {
    return claim(THIS_ONE_EVEN_STOPPED, id);
  }

  private Optional<Claimed> claim(String sql, TaskId id) {
    return jdbi.withHandle(handle -> claimed(handle.createQuery(sql).bind("id", id.value())));
  }

  /** The task of the highest priority, among these the oldest. */
  Optional<Claimed> claimBest() {
    return jdbi.withHandle(handle -> claimed(handle.createQuery(BEST)));
  }

  private Optional<Claimed> claimed(Query query) {
    return leased(query)
        .map((row, context) -> TaskRows.task(row))
        .findOne()
        .map(task -> new Claimed(new TaskRun(task.id(), task.attempts()), task));
  }

  /** Gives those of the attempts, at planning or running, that still count another lease. */
  List<Renewed> renew(Collection<TaskRun> runs) {
    return jdbi.withHandle(
        handle ->
            leased(handle.createQuery(RENEW))
                .bind("tasks", array(runs, run -> run.task().toString()))
                .bind("attempts", array(runs, run -> Integer.toString(run.attempt())))
                .map(
                    (row, context) ->
                        new Renewed(
                            new TaskRun(
                                new TaskId(row.getObject("id", UUID.class)), row.getInt("attempt")),
                            row.getString("skill"),
                            row.getBoolean("to_be_stopped")))
                .list());
  }

  private static String array(Collection<TaskRun> runs, Function<TaskRun, String> value) {
    return runs.stream().map(value).collect(Collectors.joining(",", "{", "}"));
  }

  private Query leased(Query query) {
    return query.bind("node", node.value()).bind("lease", interval(settings.lease()));
  }

  static String interval(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }
}
