package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Tells watchers what happens to tasks, with one query for all of them in each interval, and none
 * while nobody watches.
 */
@ApplicationScoped
public class TaskEvents {
  /** Called on a thread that all watchers share: must not block. One that throws is dropped. */
  public interface Listener {
    /** In their order; never empty. */
    void onEvents(List<TaskEvent> events);

    /** The task has ended and all its events were told; nothing follows. */
    void onEnd();
  }

  /** Ends when closed, and by itself after {@link Listener#onEnd()}. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Tells the events with an id greater than {@code after}, those that happened already first.
   *
   * <p>Raises {@link TooManyWatchers} beyond {@code meshwork.tasks.max-watchers}.
   */
  public Subscription subscribe(TaskId task, long after, Listener listener) {
    throw new UnsupportedOperationException();
  }
}
