package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.tasks.TaskClaims.Claimed;

class TaskClaimsIT {
  private final TaskTable table = new TaskTable();
  private final TaskClaims here = table.claims(TaskTable.HERE);
  private final TaskClaims there = table.claims(TaskTable.THERE);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void givesATaskToOneOfManyWhoWantIt() throws Exception {
    TaskId id = table.queued(4);
    ExecutorService wanting = Executors.newFixedThreadPool(8);
    try {
      Callable<Optional<Claimed>> claim = () -> here.claim(id);
      List<Claimed> claimed = new ArrayList<>();
      for (Future<Optional<Claimed>> each :
          wanting.invokeAll(List.of(claim, claim, claim, claim, claim, claim, claim, claim))) {
        each.get().ifPresent(claimed::add);
      }

      assertThat(claimed).hasSize(1);
      assertThat(claimed.get(0).run()).isEqualTo(new TaskRun(id, 1));
      assertThat(table.told(id))
          .containsExactly("state submitted", "state queued", "state running");
    } finally {
      wanting.shutdownNow();
    }
  }

  @Test
  void takesTheHighestPriorityFirstAndThenTheOldest() {
    TaskId low = table.queued(1);
    TaskId high = table.queued(9);
    TaskId alsoHigh = table.queued(9);

    List<TaskId> order = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      order.add(here.claimBest().orElseThrow().run().task());
    }

    assertThat(order.get(2)).isEqualTo(low);
    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(high, alsoHigh);
    assertThat(here.claimBest()).isEmpty();
  }

  @Test
  void doesNotBeginAStoppedTaskUntilSomebodyAsksForIt() {
    TaskId id = table.queued(4);
    table.wishes.stop(id);

    assertThat(here.claim(id)).isEmpty();
    assertThat(here.claimBest()).isEmpty();
    assertThat(here.claimNow(id)).isPresent();
    assertThat(table.read(id).stopped()).isFalse();
  }

  @Test
  void plansATaskOnceWhileTheLeaseLasts() {
    TaskId id = table.submitted(4);

    assertThat(here.claimForPlanning(id)).isPresent();
    assertThat(there.claimForPlanning(id)).isEmpty();

    table.lapse(id, Duration.ofSeconds(1));
    assertThat(there.claimForPlanning(id))
        .hasValueSatisfying(c -> assertThat(c.run().attempt()).isEqualTo(2));
    assertThat(table.ends(TaskTable.THERE).planned(new TaskRun(id, 1))).isEmpty();
    assertThat(table.ends(TaskTable.HERE).planned(new TaskRun(id, 2))).isEmpty();
    assertThat(table.ends(TaskTable.THERE).planned(new TaskRun(id, 2))).contains(TaskState.QUEUED);
  }

  @Test
  void plansTheOldestThatNobodyPlans() {
    TaskId first = table.submitted(4);
    TaskId second = table.submitted(9);

    TaskId one = here.claimOldestForPlanning().orElseThrow().run().task();
    TaskId other = there.claimOldestForPlanning().orElseThrow().run().task();

    assertThat(List.of(one, other)).containsExactlyInAnyOrder(first, second);
    assertThat(here.claimOldestForPlanning()).isEmpty();
  }

  @Test
  void renewsOnlyTheAttemptThatCounts() {
    TaskRun run = table.running();
    TaskId submitted = table.submitted(4);
    TaskRun planning = here.claimForPlanning(submitted).orElseThrow().run();

    assertThat(
            here.renew(
                Set.of(run, new TaskRun(run.task(), 2), planning, new TaskRun(submitted, 2))))
        .extracting(TaskClaims.Renewed::run)
        .containsExactlyInAnyOrder(run, planning);
  }

  @Test
  void renewsOnlyWhatThisNodeOwnsAndTellsWhatIsToStop() {
    TaskRun run = table.running();
    table.wishes.cancel(run.task());

    assertThat(there.renew(Set.of(run))).isEmpty();
    assertThat(here.renew(Set.of(run)))
        .singleElement()
        .satisfies(renewed -> assertThat(renewed.toBeStopped()).isTrue());
  }
}
