package org.meshwork.tasks;

import java.time.Duration;
import org.meshwork.foundation.Settings;

/**
 * How tasks are dispatched and kept.
 *
 * @param concurrency tasks that this node runs at once
 * @param lease how long a run may be silent before another may take its task
 * @param reconcileInterval between two looks at what nobody has claimed
 * @param maxAttempts in a row without progress, before a task fails
 * @param maxWaiting tasks, before submissions are refused
 * @param maxWatchers event streams at once
 * @param watchInterval between two looks at the events of watched tasks
 * @param eventRetention how long the events of an ended task are kept
 * @param retention how long an ended task is kept
 */
record TaskSettings(
    int concurrency,
    Duration lease,
    Duration reconcileInterval,
    int maxAttempts,
    int maxWaiting,
    int maxWatchers,
    Duration watchInterval,
    Duration eventRetention,
    Duration retention) {
  static final String CONCURRENCY = "meshwork.tasks.concurrency";
  static final String LEASE = "meshwork.tasks.lease";
  static final String RECONCILE_INTERVAL = "meshwork.tasks.reconcile-interval";
  static final String MAX_ATTEMPTS = "meshwork.tasks.max-attempts";
  static final String MAX_WAITING = "meshwork.tasks.max-waiting";
  static final String MAX_WATCHERS = "meshwork.tasks.max-watchers";
  static final String WATCH_INTERVAL = "meshwork.tasks.watch-interval";
  static final String EVENT_RETENTION = "meshwork.tasks.event-retention";
  static final String RETENTION = "meshwork.tasks.retention";

  private static final Duration YEARS = Duration.ofDays(3_650);

  static TaskSettings read(Settings settings) {
    return new TaskSettings(
        settings.integer(CONCURRENCY, 2, 1, 64),
        settings.duration(
            LEASE, Duration.ofSeconds(30), Duration.ofSeconds(3), Duration.ofHours(1)),
        settings.duration(
            RECONCILE_INTERVAL,
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(10)),
        settings.integer(MAX_ATTEMPTS, 10, 1, 100),
        settings.integer(MAX_WAITING, 1_000_000, 1, 100_000_000),
        settings.integer(MAX_WATCHERS, 1_000, 1, 100_000),
        settings.duration(
            WATCH_INTERVAL, Duration.ofMillis(250), Duration.ofMillis(20), Duration.ofMinutes(1)),
        settings.duration(EVENT_RETENTION, Duration.ofDays(1), Duration.ofMinutes(1), YEARS),
        settings.duration(RETENTION, Duration.ofDays(30), Duration.ofMinutes(1), YEARS));
  }
}
