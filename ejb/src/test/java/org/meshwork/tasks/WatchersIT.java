package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.foundation.Remedy;

class WatchersIT {
  private final TaskTable table = new TaskTable();
  private final Watchers watchers = new Watchers(table.events, 3);

  @AfterEach
  void close() {
    table.close();
  }

  private static final ProblemRecord PROBLEM =
      new ProblemRecord("urn:meshwork:problem:test", "Test", "It broke.", Remedy.ASK_ADMINISTRATOR);

  private static final class Notes implements TaskEvents.Listener {
    private final List<String> heard = new ArrayList<>();
    private long last;

    @Override
    public void onEvents(List<TaskEvent> events) {
      events.forEach(event -> heard.add(event.type() + " " + event.data().getString("state", "")));
      last = events.get(events.size() - 1).id();
    }

    @Override
    public void onEnd() {
      heard.add("over");
    }
  }

  @Test
  void tellsEachEventOnceAndThenTheEnd() {
    TaskRun run = table.running();
    Notes notes = new Notes();
    watchers.add(run.task(), 0, notes);

    watchers.look();
    watchers.look();
    complete(run);
    watchers.look();

    assertThat(notes.heard)
        .containsExactly(
            "state submitted", "state queued", "state running", "end completed", "over");
    assertThat(watchers.isEmpty()).isTrue();
  }

  /** Whoever hears of an end stops listening. */
  @Test
  void tellsTheEndBeforeARestartAsAState() {
    TaskRun first = table.running();
    table.ends(TaskTable.HERE).end(first, new TaskOutcome.Failed(PROBLEM));
    table.wishes.restart(first.task());
    Notes notes = watch(first.task(), 0);

    watchers.look();
    assertThat(notes.heard)
        .containsExactly(
            "state submitted", "state queued", "state running", "state failed", "state queued");

    complete(table.claims(TaskTable.HERE).claim(first.task()).orElseThrow().run());
    watchers.look();
    assertThat(notes.heard.subList(5, notes.heard.size()))
        .containsExactly("state running", "end completed", "over");
  }

  @Test
  void tellsNothingAfterAnEndThatARestartFollows() {
    TaskRun run = table.running();
    table.ends(TaskTable.HERE).end(run, new TaskOutcome.Failed(PROBLEM));
    Notes notes = watch(run.task(), 0);

    watchers.look();
    table.wishes.restart(run.task());
    watchers.look();

    assertThat(notes.heard).endsWith("end failed", "over");
  }

  @Test
  void tellsTheEndOfATaskWhoseEventsAreNoLongerKept() {
    TaskRun run = table.running();
    TaskId task = run.task();
    long known = table.events.after(task, 0, 2).get(1).id();
    complete(run);
    table.jdbi.useHandle(handle -> handle.execute("delete from task_event"));
    Notes newcomer = watch(task, 0);
    Notes returned = watch(task, known);

    watchers.look();

    assertThat(newcomer.heard).containsExactly("end completed", "over");
    assertThat(returned.heard).containsExactly("end completed", "over");
    assertThat(returned.last).as("where it goes on after a restart").isEqualTo(known);
  }

  @Test
  void tellsTheEndToWhoeverAsksForEventsBeyondIt() {
    TaskRun run = table.running();
    Notes notes = watch(run.task(), Long.MAX_VALUE);

    watchers.look();
    assertThat(notes.heard).isEmpty();

    complete(run);
    watchers.look();
    assertThat(notes.heard).containsExactly("end completed", "over");
  }

  @Test
  void letsGoOfATaskThatIsDeleted() {
    TaskId task = table.submitted(4);
    Notes notes = watch(task, 0);
    watchers.look();

    table.jdbi.useHandle(handle -> handle.execute("delete from task"));
    watchers.look();

    assertThat(notes.heard).containsExactly("state submitted", "over");
  }

  @Test
  void aNewcomerWithMuchToCatchUpWithHoldsUpNobody() {
    TaskId task = table.submitted(4);
    table.jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into task_event (task_id, type, at, data) select ?, 'item', now(), '{}' from generate_series(1, ?)",
                task.value(),
                5 * Watchers.MAX_EVENTS_OF_EACH));
    List<TaskEvent> known = table.events.after(task, 0, 10_000);
    Notes early = watch(task, known.get(known.size() - 2).id());
    Notes newcomer = watch(task, 0);

    watchers.look();

    assertThat(early.heard).hasSize(1);
    assertThat(newcomer.heard).hasSize(Watchers.MAX_EVENTS_OF_EACH);
  }

  @Test
  void goesOnAfterTheLastEventThatAWatcherKnows() {
    TaskRun run = table.running();
    Notes before = new Notes();
    watchers.add(run.task(), 0, before).close();
    long second = table.events.after(run.task(), 0, 2).get(1).id();
    Notes after = new Notes();
    watchers.add(run.task(), second, after);

    watchers.look();

    assertThat(before.heard).isEmpty();
    assertThat(after.heard).containsExactly("state running");
    assertThat(after.last).isGreaterThan(second);
  }

  @Test
  void keepsTheWatchersOfDifferentTasksApart() {
    TaskId one = table.submitted(4);
    TaskRun other = table.running();
    Notes ofOne = new Notes();
    Notes ofOther = new Notes();
    watchers.add(one, 0, ofOne);
    watchers.add(other.task(), 0, ofOther);

    watchers.look();

    assertThat(ofOne.heard).containsExactly("state submitted");
    assertThat(ofOther.heard).hasSize(3);
  }

  @Test
  void dropsAWatcherThatFailsAndServesTheOthers() {
    TaskId task = table.submitted(4);
    Notes sound = new Notes();
    watchers.add(
        task,
        0,
        new TaskEvents.Listener() {
          @Override
          public void onEvents(List<TaskEvent> events) {
            throw new IllegalStateException("the client has gone");
          }

          @Override
          public void onEnd() {}
        });
    watchers.add(task, 0, sound);

    watchers.look();
    watchers.look();

    assertThat(sound.heard).containsExactly("state submitted");
  }

  private Notes watch(TaskId task, long after) {
    Notes notes = new Notes();
    watchers.add(task, after, notes);
    return notes;
  }

  private void complete(TaskRun run) {
    table.ends(TaskTable.HERE).end(run, new TaskOutcome.Completed(JsonText.object().build()));
  }

  @Test
  void refusesMoreWatchersThanAllowed() {
    TaskId task = table.submitted(4);
    for (int i = 0; i < 3; i++) {
      watchers.add(task, 0, new Notes());
    }

    assertThatThrownBy(() -> watchers.add(task, 0, new Notes()))
        .isInstanceOf(TooManyWatchers.class);
  }
}
