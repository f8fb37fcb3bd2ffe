package org.meshwork.models;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many callers at once use a model, the others in the order they came. Bounded: who has
 * waited too long is turned away.
 */
final class Turns {
  private final int permits;
  private final Duration maxWait;
  private final Semaphore free;
  private volatile boolean closed;

  Turns(int permits, Duration maxWait) {
    this.permits = permits;
    this.maxWait = maxWait;
    free = new Semaphore(permits, true);
  }

  int permits() {
    return permits;
  }

  <T> T take(ModelId model, Supplier<T> work) {
    acquire(model);
    try {
      if (closed) {
        throw ModelUnavailable.stopped(model);
      }
      return work.get();
    } finally {
      free.release();
    }
  }

  private void acquire(ModelId model) {
    try {
      if (!free.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ModelUnavailable.busy(model, maxWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelUnavailable.stopped(model);
    }
  }

  /** Turns everybody away from now on, and waits for those at work; false if that took too long. */
  boolean close(Duration patience) {
    closed = true;
    try {
      if (!free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      free.release(permits);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
