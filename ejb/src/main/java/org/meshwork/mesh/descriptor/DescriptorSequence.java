package org.meshwork.mesh.descriptor;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of a node's descriptors. They begin at the clock's milliseconds, or above the last
 * one that is known to have been issued, and count up by one. While fewer than one a millisecond
 * are issued, and no clock is set back, a node that starts again goes on above without any memory.
 */
public final class DescriptorSequence {
  private final AtomicLong next;

  public DescriptorSequence(Clock clock) {
    this(clock, 0);
  }

  /**
   * @param lastIssued before this start, or 0 if that is not known
   */
  public DescriptorSequence(Clock clock, long lastIssued) {
    next = new AtomicLong(Math.max(clock.millis(), Math.addExact(lastIssued, 1)));
  }

  long next() {
    return next.getAndIncrement();
  }
}
