package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Meters;

class PlannerIT {
  private final TaskTable table = new TaskTable();
  private final RecordingSkill skill = new RecordingSkill();
  private final RunningHere runningHere = new RunningHere();
  private final List<TaskId> hinted = new ArrayList<>();
  private int gaveWay;

  private final Planner planner =
      new Planner(
          table.claims(TaskTable.HERE),
          table.ends(TaskTable.HERE),
          new Skills(List.of(skill)),
          runningHere,
          table.settings,
          new Hints() {
            @Override
            void execution(TaskId task, int priority) {
              hinted.add(task);
            }
          },
          new SubmissionPressure(Clock.systemUTC()) {
            @Override
            void giveWay() {
              gaveWay++;
            }
          },
          new TaskMeters(Meters.none(), new TaskDepth()));

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void queuesWhatIsPlannedAndHintsAtIt() {
    TaskId task = table.submitted(4);

    planner.hinted(task);

    assertThat(table.read(task).state()).isEqualTo(TaskState.QUEUED);
    assertThat(hinted).containsExactly(task);
    assertThat(runningHere.all()).isEmpty();
  }

  @Test
  void letsSubmissionsGoFirstBeforeItLooksForAnother() {
    TaskId first = table.submitted(4);
    table.submitted(4);

    planner.hinted(first);

    assertThat(hinted).hasSize(2);
    assertThat(gaveWay).isEqualTo(2);
  }

  @Test
  void holdsTheLeaseWhileItPlans() {
    TaskId task = table.submitted(4);
    skill.planning = attempt -> assertThat(runningHere.all()).containsExactly(attempt);

    planner.hinted(task);

    assertThat(table.read(task).state()).isEqualTo(TaskState.QUEUED);
  }

  @Test
  void leavesATaskAloneThatAnotherPlansByNow() {
    TaskId task = table.submitted(4);
    skill.planning =
        attempt -> {
          table.lapse(task, Duration.ofSeconds(1));
          table.claims(TaskTable.HERE).claimForPlanning(task);
          throw new LeaseLost(attempt);
        };

    planner.hinted(task);

    assertThat(table.read(task).state()).isEqualTo(TaskState.SUBMITTED);
    assertThat(table.ends(TaskTable.HERE).planned(new TaskRun(task, 2))).contains(TaskState.QUEUED);
  }

  @Test
  void doesNotQueueWhatAnotherPlansByNow() {
    TaskId task = table.submitted(4);
    skill.planning =
        attempt -> {
          table.lapse(task, Duration.ofSeconds(1));
          table.claims(TaskTable.HERE).claimForPlanning(task);
        };

    planner.hinted(task);

    assertThat(table.read(task).state()).isEqualTo(TaskState.SUBMITTED);
    assertThat(hinted).isEmpty();
  }
}
