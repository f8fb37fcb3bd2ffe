package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.JsonText;

/** The table {@code task_event}, as watchers read it. */
@ApplicationScoped
@Transactional
class TaskEventRows {
  private static final String OF_ONE =
      "select * from task_event where task_id = ? and id > ? order by id limit ?";

  private static final String OF_MANY =
      """
      select e.*
      from unnest(:tasks::uuid[], :after::bigint[]) w (task, after)
      cross join lateral (
        select * from task_event where task_id = w.task and id > w.after order by id limit :limit) e
      order by e.id""";

  private static final String ENDED =
      """
      select w.task from unnest(:tasks::uuid[]) w (task)
      left join task t on t.id = w.task
      where t.id is null or t.state in ('completed', 'failed', 'cancelled')""";

  private final Jdbi jdbi;

  @Inject
  TaskEventRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  TaskEventRows() {
    this(null);
  }

  List<TaskEvent> after(TaskId task, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(OF_ONE, task.value(), after, limit)
                .map((row, context) -> event(row))
                .list());
  }

  /**
   * What happened to some tasks, in one query.
   *
   * @param tasks with the last event that is known of each
   */
  List<TaskEvent> after(Map<TaskId, Long> tasks, int limitOfEach) {
    // Both arrays must have the same order.
    List<Map.Entry<TaskId, Long>> entries = List.copyOf(tasks.entrySet());
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_MANY)
                .bind("tasks", array(entries.stream().map(Map.Entry::getKey).toList()))
                .bind("after", array(entries.stream().map(Map.Entry::getValue).toList()))
                .bind("limit", limitOfEach)
                .map((row, context) -> event(row))
                .list());
  }

  /** Those that are in a final state, or no longer there. */
  Set<TaskId> ended(Set<TaskId> tasks) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ENDED)
                .bind("tasks", array(List.copyOf(tasks)))
                .map((row, context) -> new TaskId(row.getObject(1, UUID.class)))
                .collect(Collectors.toSet()));
  }

  private static String array(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static TaskEvent event(ResultSet row) throws SQLException {
    return new TaskEvent(
        row.getLong("id"),
        new TaskId(row.getObject("task_id", UUID.class)),
        TaskEvent.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
        row.getTimestamp("at").toInstant(),
        JsonText.parse(row.getString("data")));
  }
}
