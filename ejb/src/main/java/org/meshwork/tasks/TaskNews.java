package org.meshwork.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.foundation.JsonText;
import org.meshwork.tasks.TaskEvent.Type;

/**
 * What somebody who has been told a task's events up to a position is to be told next.
 *
 * @param events in their order; an {@link Type#END} is the last one
 * @param over whether nothing follows: the task has ended and all its events were told, or it is no
 *     longer there
 */
record TaskNews(List<TaskEvent> events, boolean over) {
  /**
   * How far somebody has been told what happened to a task.
   *
   * @param after the id of the last event told, or 0
   */
  record Position(TaskId task, long after) {}

  /**
   * A task at the moment its events were read.
   *
   * @param latest the id of its last event that is still kept, or 0
   */
  record Standing(TaskState state, Optional<Instant> finishedAt, long latest) {}

  /** Of a task that is no longer there. */
  static final TaskNews GONE = new TaskNews(List.of(), true);

  /**
   * Whoever hears of the end stops listening. So only the end that lasts is told as one, not that
   * of an attempt before a restart; and it is told even when its event is no longer kept.
   */
  static TaskNews of(Position position, Standing standing, List<TaskEvent> read) {
    long last = read.isEmpty() ? position.after() : read.get(read.size() - 1).id();
    if (!standing.state().isFinal() || last < standing.latest()) {
      return new TaskNews(read.stream().map(TaskNews::notTheEnd).toList(), false);
    }
    List<TaskEvent> events = new ArrayList<>();
    read.stream().filter(it -> it.id() < last).map(TaskNews::notTheEnd).forEach(events::add);
    read.stream().filter(it -> it.id() == last).forEach(events::add);
    if (events.isEmpty() || events.get(events.size() - 1).type() != Type.END) {
      events.add(end(position.task(), last, standing));
    }
    return new TaskNews(List.copyOf(events), true);
  }

  private static TaskEvent notTheEnd(TaskEvent event) {
    return event.type() == Type.END
        ? new TaskEvent(event.id(), event.task(), Type.STATE, event.at(), event.data())
        : event;
  }

  /** With the id of the event before it: whoever goes on after that misses nothing. */
  private static TaskEvent end(TaskId task, long id, Standing standing) {
    return new TaskEvent(
        id,
        task,
        Type.END,
        standing.finishedAt().orElseThrow(),
        JsonText.object().add("state", standing.state().toString()).build());
  }
}
