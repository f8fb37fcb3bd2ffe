package org.meshwork.tasks;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells watchers what happens to tasks, with one query for all of them in each {@code
 * meshwork.tasks.watch-interval}, and none while nobody watches.
 */
@ApplicationScoped
public class TaskEvents {
  /** Called on a thread that all watchers share: must not block. One that throws is dropped. */
  public interface Listener {
    /**
     * In their order; never empty. {@link TaskEvent.Type#END} is told at most once, as the last: an
     * attempt that ended before a restart is told as {@link TaskEvent.Type#STATE}.
     */
    void onEvents(List<TaskEvent> events);

    /** The task has ended and all its events were told, or it is no longer kept. */
    void onEnd();
  }

  /** Ends when closed, and by itself after {@link Listener#onEnd()}. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @Resource private ManagedScheduledExecutorService threads;

  private final Watchers watchers;
  private final TaskSettings settings;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean closed;

  @Inject
  TaskEvents(TaskEventRows rows, TaskSettings settings) {
    this.watchers = new Watchers(rows, settings.maxWatchers());
    this.settings = settings;
  }

  /** For the container's proxy. */
  TaskEvents() {
    watchers = null;
    settings = null;
  }

  /**
   * Tells the events with an id greater than {@code after}, those that happened already first, and
   * then that the task has ended, even if that event is no longer kept or was told before.
   *
   * <p>Raises {@link TooManyWatchers} beyond {@code meshwork.tasks.max-watchers}.
   */
  public Subscription subscribe(TaskId task, long after, Listener listener) {
    Subscription subscription = watchers.add(task, after, listener);
    schedule(0);
    return subscription;
  }

  private void schedule(long delayMillis) {
    if (!closed && scheduled.compareAndSet(false, true)) {
      threads.schedule(this::look, delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      watchers.look();
    } catch (RuntimeException e) {
      TaskLog.LOG.eventsUnreadable(e.getMessage());
    } finally {
      scheduled.set(false);
      if (!watchers.isEmpty()) {
        schedule(settings.watchInterval().toMillis());
      }
    }
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
