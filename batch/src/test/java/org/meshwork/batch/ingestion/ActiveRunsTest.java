package org.meshwork.batch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

class ActiveRunsTest {
  private static final TaskId TASK = new TaskId(UUID.randomUUID());

  private final ActiveRuns runs = new ActiveRuns();
  private final ActiveRun lost = run(1, 17);
  private final ActiveRun next = run(2, 18);

  @BeforeEach
  void beginTheNextAttemptBeforeTheLostOneHasEnded() {
    runs.add(lost);
    runs.add(next);
  }

  @Test
  void givesEachJobItsOwnRun() {
    assertThat(runs.require(17)).isSameAs(lost);
    assertThat(runs.require(18)).isSameAs(next);
    assertThat(runs.find(new TaskRun(TASK, 2))).containsSame(next);
  }

  @Test
  void endsARunOnceAndNoOther() {
    assertThat(runs.remove(lost)).isTrue();
    assertThat(runs.remove(lost)).isFalse();

    assertThat(runs.all()).containsExactly(next);
    assertThatThrownBy(() -> runs.require(17)).hasMessageContaining("17");
  }

  private static ActiveRun run(int attempt, long execution) {
    ActiveRun run = new ActiveRun(new TaskRun(TASK, attempt), null, false);
    run.executedBy(execution);
    return run;
  }
}
