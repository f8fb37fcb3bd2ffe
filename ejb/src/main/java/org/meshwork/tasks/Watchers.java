package org.meshwork.tasks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.tasks.TaskEvents.Listener;
import org.meshwork.tasks.TaskEvents.Subscription;

/** Those who watch tasks, and what each of them has been told already. */
final class Watchers {
  static final int MAX_EVENTS_PER_LOOK = 200;

  private final class Watcher implements Subscription {
    private final TaskId task;
    private final Listener listener;

    /** Only the thread that looks changes it. */
    private volatile long last;

    Watcher(TaskId task, long last, Listener listener) {
      this.task = task;
      this.last = last;
      this.listener = listener;
    }

    /**
     * @param events of the task, with ids above the lowest that any of its watchers has seen
     * @param ended whether the task had ended before the events were read
     */
    void tell(List<TaskEvent> events, boolean ended) {
      List<TaskEvent> news = events.stream().filter(event -> event.id() > last).toList();
      if (!news.isEmpty()) {
        last = news.get(news.size() - 1).id();
        listener.onEvents(news);
      } else if (ended && events.isEmpty()) {
        listener.onEnd();
        close();
      }
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  private final Set<Watcher> all = ConcurrentHashMap.newKeySet();
  private final TaskEventRows rows;
  private final int max;

  Watchers(TaskEventRows rows, int max) {
    this.rows = rows;
    this.max = max;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Subscription add(TaskId task, long after, Listener listener) {
    Watcher watcher = new Watcher(task, after, listener);
    all.add(watcher);
    if (all.size() > max) {
      watcher.close();
      throw new TooManyWatchers(max);
    }
    return watcher;
  }

  /**
   * Looks once for all. First who has ended, then the events: whoever has ended by then, and has no
   * further event, never gets one.
   */
  void look() {
    List<Watcher> watchers = List.copyOf(all);
    if (watchers.isEmpty()) {
      return;
    }
    Set<TaskId> ended = rows.ended(watchers.stream().map(w -> w.task).collect(toSet()));
    Map<TaskId, List<TaskEvent>> events =
        rows.after(lowest(watchers), MAX_EVENTS_PER_LOOK).stream()
            .collect(groupingBy(TaskEvent::task));
    for (Watcher watcher : watchers) {
      tell(watcher, events.getOrDefault(watcher.task, List.of()), ended.contains(watcher.task));
    }
  }

  /** A task that many watch is read once, from where the last of them is. */
  private static Map<TaskId, Long> lowest(List<Watcher> watchers) {
    Map<TaskId, Long> lowest = new HashMap<>();
    watchers.forEach(watcher -> lowest.merge(watcher.task, watcher.last, Math::min));
    return lowest;
  }

  private static void tell(Watcher watcher, List<TaskEvent> events, boolean ended) {
    try {
      watcher.tell(events, ended);
    } catch (RuntimeException e) {
      TaskLog.LOG.debugf(e, "A watcher of task %s has gone", watcher.task);
      watcher.close();
    }
  }
}
