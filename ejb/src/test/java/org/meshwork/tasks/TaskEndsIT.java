package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.foundation.Remedy;

class TaskEndsIT {
  private static final ProblemRecord PROBLEM =
      new ProblemRecord("urn:meshwork:problem:test", "Test", "It broke.", Remedy.RETRY_HERE);

  private final TaskTable table = new TaskTable();
  private final TaskEnds ends = table.ends(TaskTable.HERE);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void recordsTheResult() {
    TaskRun run = table.running();

    assertThat(ends.end(run, completed())).contains(TaskState.COMPLETED);

    Task task = table.read(run.task());
    assertThat(task.result()).hasValueSatisfying(r -> assertThat(r.getInt("words")).isEqualTo(2));
    assertThat(task.finishedAt()).isPresent();
    assertThat(table.told(run.task())).last().isEqualTo("end completed");
  }

  @Test
  void refusesTheResultOfARunThatLostItsTask() {
    TaskRun lost = table.running();
    table.recovery(TaskTable.HERE).takeBackOwn();
    TaskRun now = table.claims(TaskTable.HERE).claim(lost.task()).orElseThrow().run();

    assertThat(ends.end(lost, completed())).isEmpty();
    assertThat(table.ends(TaskTable.THERE).end(now, completed())).isEmpty();
    assertThat(table.read(lost.task()).state()).isEqualTo(TaskState.RUNNING);
    assertThat(ends.end(now, completed())).contains(TaskState.COMPLETED);
  }

  @Test
  void triesALostAttemptAgainLaterAndGivesUpInTheEnd() {
    TaskId id = table.running().task();
    TaskClaims claims = table.claims(TaskTable.HERE);

    assertThat(ends.end(new TaskRun(id, 1), new TaskOutcome.Interrupted(PROBLEM)))
        .contains(TaskState.QUEUED);
    assertThat(claims.claimBest()).as("not at once").isEmpty();

    table.endBackoff(id);
    TaskRun second = claims.claimBest().orElseThrow().run();
    assertThat(ends.end(second, new TaskOutcome.Interrupted(PROBLEM))).contains(TaskState.QUEUED);

    table.endBackoff(id);
    TaskRun third = claims.claimBest().orElseThrow().run();
    assertThat(ends.end(third, new TaskOutcome.Interrupted(PROBLEM))).contains(TaskState.FAILED);
    assertThat(table.read(id).problem()).contains(PROBLEM);
  }

  @Test
  void cancelsARunningTaskWhenItsRunHasStopped() {
    TaskRun run = table.running();

    assertThat(table.wishes.cancel(run.task()))
        .hasValueSatisfying(task -> assertThat(task.state()).isEqualTo(TaskState.RUNNING));
    assertThat(ends.end(run, new TaskOutcome.Stopped(false))).contains(TaskState.CANCELLED);
    assertThat(table.wishes.restart(run.task())).isEmpty();
  }

  @Test
  void cancelsAWaitingTaskAtOnce() {
    TaskId id = table.queued(4);

    assertThat(table.wishes.cancel(id))
        .hasValueSatisfying(task -> assertThat(task.state()).isEqualTo(TaskState.CANCELLED));
    assertThat(table.claims(TaskTable.HERE).claim(id)).isEmpty();
  }

  @Test
  void keepsAStoppedTaskWaitingUntilItIsRestarted() {
    TaskRun run = table.running();
    table.wishes.stop(run.task());

    assertThat(ends.end(run, new TaskOutcome.Stopped(false))).contains(TaskState.QUEUED);
    assertThat(table.claims(TaskTable.HERE).claimBest()).isEmpty();

    assertThat(table.wishes.restart(run.task())).isPresent();
    assertThat(table.claims(TaskTable.HERE).claimBest())
        .hasValueSatisfying(c -> assertThat(c.run()).isEqualTo(new TaskRun(run.task(), 2)));
  }

  @Test
  void goesOnByItselfAfterAStopThatNobodyWanted() {
    TaskRun run = table.running();

    ends.end(run, new TaskOutcome.Stopped(false));

    assertThat(table.claims(TaskTable.HERE).claimBest()).isPresent();
  }

  @Test
  void restartsAFailedTaskWhereItWas() {
    TaskRun run = table.running();
    ends.end(run, new TaskOutcome.Failed(PROBLEM));

    assertThat(table.wishes.restart(run.task()))
        .hasValueSatisfying(
            task -> {
              assertThat(task.state()).isEqualTo(TaskState.QUEUED);
              assertThat(task.problem()).isEmpty();
              assertThat(task.finishedAt()).isEmpty();
            });
  }

  @Test
  void plansATaskAnewThatFailedBeforeItWasPlanned() {
    TaskId id = table.submitted(4);
    TaskRun planning = table.claims(TaskTable.HERE).claimForPlanning(id).orElseThrow().run();
    ends.planningFailed(planning, PROBLEM);

    assertThat(table.wishes.restart(id))
        .hasValueSatisfying(task -> assertThat(task.state()).isEqualTo(TaskState.SUBMITTED));
  }

  private static TaskOutcome completed() {
    return new TaskOutcome.Completed(JsonText.object().add("words", 2).build());
  }
}
