package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets submissions go first. When many come at once, those who plan and run tasks pause a moment
 * before each: a burst is taken in at once and worked off afterwards, and one that doesn't end
 * slows the work, but never stops it.
 */
@ApplicationScoped
class SubmissionPressure {
  /** Before each task that is planned or run, while submissions crowd. */
  static final Duration PAUSE = Duration.ofMillis(50);

  private final Clock clock;
  private final AtomicInteger underway = new AtomicInteger();
  private volatile Instant crowdedAt = Instant.EPOCH;

  @Inject
  SubmissionPressure(Clock clock) {
    this.clock = clock;
  }

  /** For the container's proxy. */
  SubmissionPressure() {
    this(null);
  }

  /** Does what keeps a task. */
  <T> T during(Supplier<T> submission) {
    if (underway.incrementAndGet() > 1) {
      crowdedAt = clock.instant();
    }
    try {
      return submission.get();
    } finally {
      underway.decrementAndGet();
    }
  }

  /** Whether several were on their way at once a moment ago. */
  boolean isHigh() {
    // A clock may be set back; then the last time lies ahead.
    return Duration.between(crowdedAt, clock.instant()).abs().compareTo(PAUSE) < 0;
  }

  /** Returns at once unless submissions crowd. */
  void giveWay() {
    if (isHigh()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
