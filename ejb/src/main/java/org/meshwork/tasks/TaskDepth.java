package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * How many tasks wait, as the reconciler saw it last: counting at each submission would be slow.
 */
@ApplicationScoped
class TaskDepth {
  private static final String COUNT =
      """
      select s.state, (select count(*) from (select from task where state = s.state limit :limit) t) as tasks
      from (values ('submitted'), ('queued'), ('running')) s (state)""";

  private final Jdbi jdbi;
  private final TaskSettings settings;
  private volatile Map<TaskState, Integer> depth = Map.of();

  @Inject
  TaskDepth(Jdbi jdbi, TaskSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskDepth() {
    this(null, null);
  }

  int of(TaskState state) {
    return depth.getOrDefault(state, 0);
  }

  void requireRoom() {
    if (of(TaskState.SUBMITTED) + of(TaskState.QUEUED) >= settings.maxWaiting()) {
      throw new TooManyTasks(settings.maxWaiting());
    }
  }

  @Transactional
  void count() {
    depth =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(COUNT)
                    .bind("limit", settings.maxWaiting())
                    .reduceRows(
                        new EnumMap<>(TaskState.class),
                        (counts, row) -> {
                          counts.put(
                              TaskState.parse(row.getColumn("state", String.class)),
                              row.getColumn("tasks", Integer.class));
                          return counts;
                        }));
  }
}
