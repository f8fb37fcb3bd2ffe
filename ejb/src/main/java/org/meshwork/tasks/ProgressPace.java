package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets through one progress event of a task in each half second. */
@ApplicationScoped
class ProgressPace {
  static final Duration INTERVAL = Duration.ofMillis(500);
  static final int MAX_TASKS = 1_000;

  private final Clock clock;
  private final Map<TaskId, Instant> last =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskId, Instant> eldest) {
          return size() > MAX_TASKS;
        }
      };

  @Inject
  ProgressPace(Clock clock) {
    this.clock = clock;
  }

  /** For the container's proxy. */
  ProgressPace() {
    this(null);
  }

  synchronized boolean permits(TaskId task) {
    Instant now = clock.instant();
    Instant before = last.get(task);
    // A clock may be set back; then the last time lies ahead.
    if (before != null && Duration.between(before, now).abs().compareTo(INTERVAL) < 0) {
      return false;
    }
    last.put(task, now);
    return true;
  }
}
