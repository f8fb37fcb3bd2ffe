package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.JsonText;

class TaskRecoveryIT {
  private final TaskTable table = new TaskTable();
  private final TaskRecovery here = table.recovery(TaskTable.HERE);
  private final TaskRecovery there = table.recovery(TaskTable.THERE);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void takesBackWhatThisNodeRanBeforeItsRestart() {
    TaskRun run = table.running();

    assertThat(there.takeBackOwn()).isEmpty();
    assertThat(here.takeBackOwn())
        .singleElement()
        .satisfies(found -> assertThat(found.state()).isEqualTo(TaskState.QUEUED));
    assertThat(table.claims(TaskTable.HERE).claimBest())
        .hasValueSatisfying(c -> assertThat(c.run()).isEqualTo(new TaskRun(run.task(), 2)));
  }

  @Test
  void takesATaskFromASilentNodeOnlyWhenItsLeaseHasLapsed() {
    TaskRun run = table.running();

    assertThat(there.takeBackSilent()).isEmpty();
    table.lapse(run.task(), Duration.ofSeconds(1));
    assertThat(there.takeBackSilent()).hasSize(1);
  }

  @Test
  void failsATaskThatTakesItsServerDownEachTime() {
    TaskId id = table.queued(4);
    for (int crash = 1; crash <= 3; crash++) {
      table.claims(TaskTable.HERE).claim(id);
      here.takeBackOwn();
    }

    Task task = table.read(id);
    assertThat(task.state()).isEqualTo(TaskState.FAILED);
    assertThat(task.problem())
        .hasValueSatisfying(p -> assertThat(p.type()).endsWith(":attempts-lost"));
  }

  @Test
  void doesNotCountCrashesBetweenWhichTheTaskGotFurther() {
    TaskId id = table.queued(4);
    TaskProgress progress =
        new TaskProgress(table.jdbi, TaskTable.HERE, new ProgressPace(Clock.systemUTC()));
    for (int crash = 1; crash <= 5; crash++) {
      TaskRun run = table.claims(TaskTable.HERE).claim(id).orElseThrow().run();
      progress.finished(run, false, 3, JsonText.object().build());
      here.takeBackOwn();
    }

    assertThat(table.read(id).state()).isEqualTo(TaskState.QUEUED);
    assertThat(table.read(id).progress().chunks()).isEqualTo(15);
  }

  @Test
  void refusesProgressOfARunThatLostItsTask() {
    TaskRun run = table.running();
    TaskProgress progress =
        new TaskProgress(table.jdbi, TaskTable.HERE, new ProgressPace(Clock.systemUTC()));
    here.takeBackOwn();

    assertThatThrownBy(() -> progress.finished(run, false, 3, JsonText.object().build()))
        .isInstanceOf(LeaseLost.class);
    assertThat(table.read(run.task()).progress().done()).isZero();
  }

  @Test
  void endsACancelledTaskWhoseNodeWentDown() {
    TaskRun run = table.running();
    table.wishes.cancel(run.task());

    here.takeBackOwn();

    assertThat(table.read(run.task()).state()).isEqualTo(TaskState.CANCELLED);
  }

  @Test
  void findsAtOnceWhatANodeSubmittedWhoseClockIsAhead() {
    TaskId early = table.submitted(4);
    table.jdbi.useHandle(
        handle -> handle.execute("update task set submitted_at = now() + interval '1 hour'"));

    assertThat(here.unplanned(Duration.ofMinutes(1)))
        .extracting(TaskRecovery.Found::task)
        .containsExactly(early);
  }

  @Test
  void findsWhatNobodyHasBegunToPlan() {
    TaskId forgotten = table.submitted(4);
    TaskId inPlanning = table.submitted(4);
    table.claims(TaskTable.THERE).claimForPlanning(inPlanning);
    table.queued(4);

    assertThat(here.unplanned(Duration.ofMinutes(1))).as("too young").isEmpty();
    assertThat(here.unplanned(Duration.ofSeconds(-5)))
        .extracting(TaskRecovery.Found::task)
        .containsExactly(forgotten);
  }
}
