package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.SqlStates;

/** The table {@code task}: new rows, and reading them. Takes part in the caller's transaction. */
@ApplicationScoped
class TaskRows {
  /** One statement, one round trip, whatever their number: this is the way of every submission. */
  private static final String INSERT =
      """
      with t as (
        insert into task (id, skill, state, priority, input, idempotency_key, submitted_by, submitted_at)
        select id, skill, 'submitted', priority, input::jsonb, idempotency_key, submitted_by, submitted_at
        from unnest(:ids::uuid[], :skills::text[], :priorities::smallint[], :inputs::text[], :keys::text[],
                    :submitters::text[], :times::timestamptz[])
          as n (id, skill, priority, input, idempotency_key, submitted_by, submitted_at)
        on conflict (submitted_by, idempotency_key) where idempotency_key is not null do nothing
        returning id, submitted_at),
      e as (
        insert into task_event (task_id, type, at, data)
        select id, 'state', submitted_at, '{"state":"submitted"}' from t)
      select id from t\
      """;

  private static final String FIRST_WITH_KEY =
      """
      select id, skill = ? and input = ?::jsonb and priority = ? as same from task
      where submitted_by = ? and idempotency_key = ?\
      """;

  /** What {@link #task} reads. The time a run has taken is the database's, as its lease is. */
  static final String COLUMNS = "*, extract(epoch from now() - claimed_at) as running_seconds";

  private static final RowMapper<Task> TASK = (row, context) -> task(row);

  private final Jdbi jdbi;

  @Inject
  TaskRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  TaskRows() {
    this(null);
  }

  /** A task that is not in the table yet. */
  record NewRow(Task task, Optional<String> idempotencyKey) {}

  /** False when the submitter's key is taken already. */
  boolean insert(NewRow row) {
    return insert(List.of(row)).get(0);
  }

  /** For each, in their order, false when the submitter's key is taken already. */
  List<Boolean> insert(List<NewRow> rows) {
    Set<UUID> inserted =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(INSERT)
                    .bind("ids", column("uuid", rows, it -> it.task().id().value()))
                    .bind("skills", column("text", rows, it -> it.task().skill()))
                    .bind("priorities", column("int2", rows, it -> it.task().priority()))
                    .bind("inputs", column("text", rows, it -> it.task().input().toString()))
                    .bind("keys", column("text", rows, it -> it.idempotencyKey().orElse(null)))
                    .bind("submitters", column("text", rows, it -> it.task().submittedBy()))
                    .bind("times", column("timestamptz", rows, it -> it.task().submittedAt()))
                    .mapTo(UUID.class)
                    .set());
    return rows.stream().map(it -> inserted.contains(it.task().id().value())).toList();
  }

  private static Argument column(String type, List<NewRow> rows, Function<NewRow, Object> value) {
    Object[] values = rows.stream().map(value).toArray();
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
  }

  /**
   * Whether a row of an insert is to blame for its failure: SQL states of class 22 (data exception)
   * and 23 (integrity constraint violation).
   */
  static boolean isAboutData(RuntimeException failure) {
    return SqlStates.in(failure)
        .filter(state -> state.startsWith("22") || state.startsWith("23"))
        .isPresent();
  }

  /** The task that took the key first. */
  Task firstWithKey(NewTask task, String key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FIRST_WITH_KEY)
                .bind(0, task.skill())
                .bind(1, task.input().toString())
                .bind(2, task.priority())
                .bind(3, task.submittedBy())
                .bind(4, key)
                .map(
                    (row, context) -> {
                      TaskId first = new TaskId(row.getObject("id", UUID.class));
                      if (!row.getBoolean("same")) {
                        throw new IdempotencyKeyReused(key, first);
                      }
                      return first;
                    })
                .findOne()
                .flatMap(this::find)
                .orElseThrow(() -> new TaskUnknown(key)));
  }

  Optional<Task> find(TaskId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select " + COLUMNS + " from task where id = ?", id.value())
                .map(TASK)
                .findOne());
  }

  Page<Task> list(TaskFilter filter, PageRequest request) {
    StringBuilder sql = new StringBuilder("select " + COLUMNS + " from task where true");
    List<Object> values = new ArrayList<>();
    filter.state().ifPresent(state -> add(sql, values, " and state = ?", state.toString()));
    filter.skill().ifPresent(skill -> add(sql, values, " and skill = ?", skill));
    filter.submittedBy().ifPresent(user -> add(sql, values, " and submitted_by = ?", user));
    request.after().ifPresent(after -> add(sql, values, " and id < ?", key(after)));
    add(sql, values, " order by id desc limit ?", request.limit() + 1);
    List<Task> tasks =
        jdbi.withHandle(
            handle -> {
              Query query = handle.createQuery(sql.toString());
              for (int i = 0; i < values.size(); i++) {
                query.bind(i, values.get(i));
              }
              return query.map(TASK).list();
            });
    return Page.of(tasks, request, task -> task.id().toString());
  }

  private static void add(StringBuilder sql, List<Object> values, String clause, Object value) {
    sql.append(clause);
    values.add(value);
  }

  private static UUID key(Cursor cursor) {
    try {
      return UUID.fromString(cursor.key());
    } catch (IllegalArgumentException e) {
      throw Cursor.notOurs();
    }
  }

  static Task task(ResultSet row) throws SQLException {
    return new Task(
        new TaskId(row.getObject("id", UUID.class)),
        row.getString("skill"),
        TaskState.parse(row.getString("state")),
        row.getInt("priority"),
        JsonText.parse(row.getString("input")),
        progress(row),
        Optional.ofNullable(row.getString("result")).map(JsonText::parse),
        Optional.ofNullable(row.getString("problem")).map(JsonText::problem),
        row.getString("submitted_by"),
        row.getTimestamp("submitted_at").toInstant(),
        instant(row, "queued_at"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getInt("attempts"),
        row.getBoolean("stopped"),
        row.getBoolean("cancel_requested"));
  }

  static Progress progress(ResultSet row) throws SQLException {
    Optional<Duration> running =
        "running".equals(row.getString("state"))
            ? Optional.of(Duration.ofSeconds(row.getLong("running_seconds")))
            : Optional.empty();
    return Progress.of(
        row.getInt("total"),
        row.getInt("done"),
        row.getInt("failed"),
        row.getLong("chunks"),
        running,
        row.getInt("done_before"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
