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
