package org.meshwork.tasks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * How many hints of a queue are on their way. Whoever gets one goes on until the line is empty, so
 * a few that wait are as good as many: beyond {@link #MAX} no more are sent.
 */
final class HintFlow {
  static final int MAX = 32;

  private final AtomicInteger underway = new AtomicInteger();

  /**
   * Sends a hint if there is need of one. What could not be sent makes way for another.
   *
   * @param sending whether it went
   */
  void pass(BooleanSupplier sending) {
    if (!begin()) {
      return;
    }
    boolean sent = false;
    try {
      sent = sending.getAsBoolean();
    } finally {
      if (!sent) {
        end();
      }
    }
  }

  /** False when there is no need for another hint. */
  boolean begin() {
    if (underway.get() >= MAX) {
      return false;
    }
    underway.incrementAndGet();
    return true;
  }

  /** One has arrived, or was not sent after all. */
  void end() {
    underway.updateAndGet(count -> Math.max(0, count - 1));
  }

  /** Those that were lost on their way will never arrive. */
  void forget() {
    underway.set(0);
  }
}
