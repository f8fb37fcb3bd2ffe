package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesIT {
  private final TaskTable table = new TaskTable();
  private final RunningHere runningHere = new RunningHere();
  private final RecordingSkill skill = new RecordingSkill();
  private final Leases leases =
      new Leases(table.claims(TaskTable.HERE), runningHere, new Skills(List.of(skill)));
  private final TaskRecovery there = table.recovery(TaskTable.THERE);
  private TaskRun run;

  @BeforeEach
  void run() {
    run = table.running();
    runningHere.began(run);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void renewsALeaseThatLapsedWhileTheDatabaseWasAway() {
    table.lapse(run.task(), Duration.ofMinutes(1));

    leases.renew();

    assertThat(there.takeBackSilent()).isEmpty();
    assertThat(skill.stopped).isEmpty();
  }

  @Test
  void stopsARunThatHasLostItsTaskAndNotTheOneThatHasIt() {
    table.lapse(run.task(), Duration.ofMinutes(1));
    there.takeBackSilent();
    TaskRun next = table.claims(TaskTable.HERE).claim(run.task()).orElseThrow().run();
    runningHere.began(next);

    leases.renew();

    assertThat(skill.stopped).containsExactly(run);
  }

  @Test
  void stopsARunThatWasStoppedOnAnotherNode() {
    table.wishes.stop(run.task());

    leases.renew();

    assertThat(skill.stopped).containsExactly(run);
  }

  @Test
  void keepsARunThatBeginsBeforeItsPlanningHasReturned() {
    TaskRun planning = new TaskRun(run.task(), run.attempt());
    runningHere.planningBegan(planning);
    runningHere.planningEnded(planning);
    table.lapse(run.task(), Duration.ofMinutes(1));

    leases.renew();

    assertThat(there.takeBackSilent()).isEmpty();
  }
}
