package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.NodeId;

/** Finds the tasks that nobody looks after. Every method is one transaction, of bounded size. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskRecovery {
  static final int BATCH = 500;
  static final int HINTS = 4;

  /** A task whose state has changed, or that is to be hinted at. */
  record Found(TaskId task, String skill, TaskState state, int priority) {}

  /** The index serves the part by state; few rows are running. */
  private static final String TAKE_BACK =
      """
      with l as (
        select id from task where state = 'running' and %s order by id limit :batch for update skip locked),
      t as (
        update task set owner = null, lease_until = null, queued_at = now(), lapses = lapses + 1,
          state = case when cancel_requested then 'cancelled'
                       when lapses + 1 >= :max then 'failed' else 'queued' end,
          finished_at = case when cancel_requested or lapses + 1 >= :max then now() end,
          problem = case when lapses + 1 >= :max and not cancel_requested then :problem::jsonb end
        where id in (select id from l)
        returning id, skill, state, priority, finished_at),
      e as (
        insert into task_event (task_id, type, at, data)
        select id, case when finished_at is null then 'state' else 'end' end, now(),
               jsonb_build_object('state', state)
        from t)
      select id, skill, state, priority from t\
      """;

  private static final String OF_THE_SILENT = TAKE_BACK.formatted("lease_until < now()");

  private static final String OF_THIS_NODE = TAKE_BACK.formatted("owner = :node");

  private static final String FREE_PLANNING =
      "update task set owner = null, lease_until = null where state = 'submitted' and owner = ?";

  /**
   * The time of submission is the submitting node's own: one that lies in the future says nothing
   * but that its clock is ahead, and a hint too many does no harm.
   */
  private static final String UNPLANNED =
      """
      select id, skill, state, priority from task
      where state = 'submitted' and (lease_until is null or lease_until < now())
        and (submitted_at < now() - :age::interval or submitted_at > now())
      order by id limit :batch\
      """;

  private final Jdbi jdbi;
  private final NodeId node;
  private final TaskSettings settings;

  @Inject
  TaskRecovery(Jdbi jdbi, NodeId node, TaskSettings settings) {
    this.jdbi = jdbi;
    this.node = node;
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskRecovery() {
    this(null, null, null);
  }

  /** What this node was doing when it went down; only to be called before it does anything. */
  List<Found> takeBackOwn() {
    jdbi.useHandle(handle -> handle.execute(FREE_PLANNING, node.value()));
    return takeBack(OF_THIS_NODE);
  }

  /** What runs under a lease that nobody has renewed. */
  List<Found> takeBackSilent() {
    return takeBack(OF_THE_SILENT);
  }

  private List<Found> takeBack(String sql) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("batch", BATCH)
                .bind("max", settings.maxAttempts())
                .bind("problem", JsonText.of(AttemptLost.silent().toRecord()).toString())
                .bindMap(Map.of("node", node.value()))
                .map((row, context) -> found(row))
                .list());
  }

  /** Some of the tasks that nobody has begun to plan for a while; the oldest first. */
  List<Found> unplanned(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(UNPLANNED)
                .bind("batch", HINTS)
                .bind("age", TaskClaims.interval(age))
                .map((row, context) -> found(row))
                .list());
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new TaskId(row.getObject("id", UUID.class)),
        row.getString("skill"),
        TaskState.parse(row.getString("state")),
        row.getInt("priority"));
  }
}
