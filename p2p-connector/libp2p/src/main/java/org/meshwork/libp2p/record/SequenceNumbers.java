package org.meshwork.libp2p.record;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for one's own records, each larger than the one before, also across restarts as long as
 * the clock is not set back (libp2p/specs RFC 0003 suggests time). Safe for threads.
 */
public final class SequenceNumbers {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  public SequenceNumbers(Clock clock) {
    this.clock = clock;
  }

  /** Nanoseconds since 1970, or one more than the last number if that is more. */
  public long next() {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    return last.updateAndGet(previous -> Math.max(previous + 1, nanos));
  }
}
