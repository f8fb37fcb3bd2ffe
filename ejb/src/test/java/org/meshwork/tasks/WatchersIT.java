package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.JsonText;

class WatchersIT {
  private final TaskTable table = new TaskTable();
  private final Watchers watchers = new Watchers(table.events, 3);

  @AfterEach
  void close() {
    table.close();
  }

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
    table.ends(TaskTable.HERE).end(run, new TaskOutcome.Completed(JsonText.object().build()));
    watchers.look();
    watchers.look();

    assertThat(notes.heard)
        .containsExactly(
            "state submitted", "state queued", "state running", "end completed", "over");
    assertThat(watchers.isEmpty()).isTrue();
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
