package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.JsonText;

class TaskPruningIT {
  private final TaskTable table = new TaskTable();
  private final TaskPruning pruning = new TaskPruning(table.jdbi, table.settings);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void forgetsEventsFirstAndTasksLater() {
    TaskId young = endedBefore("1 hour");
    TaskId quiet = endedBefore("2 days");
    TaskId old = endedBefore("31 days");
    TaskId open = table.queued(4);

    pruning.events();
    pruning.tasks();

    assertThat(table.told(young)).isNotEmpty();
    assertThat(table.told(quiet)).isEmpty();
    assertThat(table.rows.find(quiet)).isPresent();
    assertThat(table.rows.find(old)).isEmpty();
    assertThat(table.told(open)).isNotEmpty();
  }

  @Test
  void goesOnUntilNothingIsLeft() {
    ended(2_500, 3, 0);
    TaskId open = table.queued(4);

    while (pruning.events() || pruning.tasks()) {
      // As the timer does.
    }

    assertThat(count("select count(*) from task")).isEqualTo(1);
    assertThat(table.told(open)).isNotEmpty();
  }

  @Test
  void deletesFewTasksAtOnceWhenTheyHaveManyParts() {
    ended(10, 0, TaskPruning.MAX_PARTS / 2);

    assertThat(pruning.tasks()).isTrue();

    assertThat(count("select count(*) from task")).isEqualTo(8);
  }

  private void ended(int tasks, int events, int parts) {
    table.jdbi.useHandle(
        handle -> {
          handle.execute(
              """
              insert into task (id, skill, state, input, submitted_by, submitted_at, finished_at, total)
              select gen_random_uuid(), 'text.count', 'completed', '{}', 'anna', now(), now() - interval '31 days', ?
              from generate_series(1, ?)
              """,
              parts,
              tasks);
          handle.execute(
              """
              insert into task_event (task_id, type, at, data)
              select id, 'state', now(), '{}' from task, generate_series(1, ?)
              """,
              events);
        });
  }

  private long count(String sql) {
    return table.jdbi.withHandle(handle -> handle.select(sql).mapTo(long.class).one());
  }

  private TaskId endedBefore(String age) {
    TaskRun run = table.running();
    table.ends(TaskTable.HERE).end(run, new TaskOutcome.Completed(JsonText.object().build()));
    table.jdbi.useHandle(
        handle ->
            handle.execute(
                "update task set finished_at = now() - ?::interval where id = ?",
                age,
                run.task().value()));
    return run.task();
  }
}
