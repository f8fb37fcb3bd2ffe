package org.meshwork.tasks;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.tasks.TaskEvents.Listener;
import org.meshwork.tasks.TaskEvents.Subscription;
import org.meshwork.tasks.TaskNews.Position;

/** Those who watch tasks, and what each of them has been told already. */
final class Watchers {
  /** So many events of a task at once, and so many of all tasks, when many are watched. */
  static final int MAX_EVENTS_OF_EACH = 200;

  static final int MAX_EVENTS_PER_LOOK = 10_000;

  private final class Watcher implements Subscription {
    private final Listener listener;

    /** Only the thread that looks changes it. */
    private volatile Position position;

    Watcher(Position position, Listener listener) {
      this.position = position;
      this.listener = listener;
    }

    void tell(TaskNews news) {
      List<TaskEvent> events = news.events();
      if (!events.isEmpty()) {
        position = new Position(position.task(), events.get(events.size() - 1).id());
        listener.onEvents(events);
      }
      if (news.over()) {
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
    Watcher watcher = new Watcher(new Position(task, after), listener);
    all.add(watcher);
    if (all.size() > max) {
      watcher.close();
      throw new TooManyWatchers(max);
    }
    return watcher;
  }

  /**
   * Looks once for all. Those who are equally far share what is read; one who has much to catch up
   * with holds up nobody.
   */
  void look() {
    Map<Position, List<Watcher>> watchers = all.stream().collect(groupingBy(w -> w.position));
    if (watchers.isEmpty()) {
      return;
    }
    int limit = Math.max(1, Math.min(MAX_EVENTS_OF_EACH, MAX_EVENTS_PER_LOOK / watchers.size()));
    rows.news(watchers.keySet(), limit)
        .forEach((position, news) -> watchers.get(position).forEach(it -> tell(it, news)));
  }

  private static void tell(Watcher watcher, TaskNews news) {
    try {
      watcher.tell(news);
    } catch (RuntimeException e) {
      TaskLog.LOG.debugf(e, "A watcher of task %s has gone", watcher.position.task());
      watcher.close();
    }
  }
}
