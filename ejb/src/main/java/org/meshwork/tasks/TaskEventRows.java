package org.meshwork.tasks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.JsonText;
import org.meshwork.tasks.TaskNews.Position;
import org.meshwork.tasks.TaskNews.Standing;

/** The table {@code task_event}, as watchers read it. */
@ApplicationScoped
@Transactional
class TaskEventRows {
  private static final String OF_ONE =
      "select * from task_event where task_id = ? and id > ? order by id limit ?";

  /** One statement, which sees the tasks and their events as they are at one moment. */
  private static final String NEWS =
      """
      select w.n, w.task as task_id, t.state, t.finished_at, l.latest, e.id, e.type, e.at, e.data
      from unnest(:tasks::uuid[], :after::bigint[]) with ordinality w (task, after, n)
      left join task t on t.id = w.task
      cross join lateral (
        select coalesce(max(id), 0) as latest from task_event where task_id = w.task) l
      left join lateral (
        select * from task_event where task_id = w.task and id > w.after order by id limit :limit) e on true
      order by w.n, e.id""";

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

  /** A task that somebody watches, with one of its events. */
  private record Row(int position, Optional<Standing> standing, Optional<TaskEvent> event) {}

  /** What follows each of the positions, in one query. */
  Map<Position, TaskNews> news(Collection<Position> positions, int limitOfEach) {
    // The arrays and what is read must have the same order.
    List<Position> ordered = List.copyOf(positions);
    Map<Integer, List<Row>> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(NEWS)
                    .bind("tasks", array(ordered, Position::task))
                    .bind("after", array(ordered, Position::after))
                    .bind("limit", limitOfEach)
                    .map((row, context) -> row(row))
                    .collect(groupingBy(Row::position)));
    return rows.values().stream()
        .collect(
            toMap(
                of -> ordered.get(of.get(0).position()),
                of -> news(ordered.get(of.get(0).position()), of)));
  }

  private static TaskNews news(Position position, List<Row> rows) {
    List<TaskEvent> read = rows.stream().flatMap(row -> row.event().stream()).toList();
    return rows.get(0)
        .standing()
        .map(standing -> TaskNews.of(position, standing, read))
        .orElse(TaskNews.GONE);
  }

  private static String array(List<Position> positions, Function<Position, ?> column) {
    return positions.stream()
        .map(position -> column.apply(position).toString())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Row row(ResultSet row) throws SQLException {
    boolean found = row.getObject("id") != null;
    return new Row(
        row.getInt("n") - 1, standing(row), found ? Optional.of(event(row)) : Optional.empty());
  }

  private static Optional<Standing> standing(ResultSet row) throws SQLException {
    String state = row.getString("state");
    if (state == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Standing(
            TaskState.parse(state),
            Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant),
            row.getLong("latest")));
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
