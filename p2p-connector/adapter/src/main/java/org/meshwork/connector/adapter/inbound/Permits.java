package org.meshwork.connector.adapter.inbound;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many deliveries a listener takes at once. */
final class Permits {
  private final Semaphore free;
  private final int max;

  Permits(int max) {
    this.max = max;
    this.free = new Semaphore(max);
  }

  boolean tryTake() {
    return free.tryAcquire();
  }

  void giveBack() {
    free.release();
  }

  /**
   * Waits until none is taken, after which none can be.
   *
   * @return false if some still are
   */
  boolean drain(Duration patience) {
    try {
      return free.tryAcquire(max, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
