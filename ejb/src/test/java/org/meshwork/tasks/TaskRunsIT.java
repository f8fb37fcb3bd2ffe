package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

class TaskRunsIT {
  private static final String SKILL = "text.count";

  private final TaskTable table = new TaskTable();
  private final RunningHere runningHere = new RunningHere();

  private final TaskRuns runs =
      new TaskRuns(
          table.claims(TaskTable.HERE),
          table.ends(TaskTable.HERE),
          new TaskExecutions(table.jdbi, TaskTable.HERE),
          runningHere,
          new TaskMeters(Meters.none(), new TaskDepth()));

  private final TaskRun run = runs.begin(table.queued(4)).orElseThrow();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void failsAtOnceForWhatSomebodyMustMend() {
    runs.end(run, SKILL, new Broken(Remedy.ASK_ADMINISTRATOR));

    Task task = table.read(run.task());
    assertThat(task.state()).isEqualTo(TaskState.FAILED);
    assertThat(task.problem()).hasValueSatisfying(p -> assertThat(p.type()).endsWith(":broken"));
    assertThat(runningHere.all()).isEmpty();
  }

  @Test
  void triesAgainWhatMayPassAndTellsInTheEndWhatItWas() {
    runs.end(run, SKILL, new Broken(Remedy.RETRY_HERE));
    assertThat(table.read(run.task()).state()).isEqualTo(TaskState.QUEUED);

    runs.end(runs.begin(run.task()).orElseThrow(), SKILL, new Broken(Remedy.RETRY_HERE));
    runs.end(runs.begin(run.task()).orElseThrow(), SKILL, new Broken(Remedy.RETRY_HERE));

    Task task = table.read(run.task());
    assertThat(task.state()).isEqualTo(TaskState.FAILED);
    assertThat(task.problem())
        .hasValueSatisfying(p -> assertThat(p.detail()).contains("The key has expired."));
  }

  @Test
  void endsARunOnlyIfItStillCounts() {
    table.recovery(TaskTable.HERE).takeBackOwn();
    TaskRun next = runs.begin(run.task()).orElseThrow();

    runs.end(run, SKILL, new TaskOutcome.Stopped(true));

    assertThat(table.read(run.task()).state()).isEqualTo(TaskState.RUNNING);
    assertThat(runningHere.all()).containsExactly(next);
  }

  private static final class Broken extends Problem {
    private static final long serialVersionUID = 1L;

    Broken(Remedy remedy) {
      super(
          new ProblemType("broken", "It is broken.", 500, remedy),
          "The key has expired.",
          Map.of(),
          null);
    }
  }
}
