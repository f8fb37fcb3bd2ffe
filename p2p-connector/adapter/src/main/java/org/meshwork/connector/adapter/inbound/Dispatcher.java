package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Hands what event loops bring to the work manager, which may make its caller wait until a thread
 * is free: here that is a thread of its own and never an event loop.
 */
public final class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final int CAPACITY = 4_096;
  private static final long POLL_MILLIS = 500;

  private final BlockingQueue<Delivered> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WorkManager works;
  private volatile boolean isStopped;

  public Dispatcher(WorkManager works) {
    this.works = works;
  }

  /**
   * @throws WorkException if the work manager gives no thread for it
   */
  public void start() throws WorkException {
    works.startWork(new Loop());
  }

  /** Never blocks; false if there is no room. */
  boolean offer(Delivered delivery) {
    return !isStopped && waiting.offer(delivery);
  }

  /** Hands nothing more on; what waits is dropped. */
  public void stop() {
    isStopped = true;
    waiting.clear();
    try {
      if (!ended.await(2 * POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the dispatcher has not ended yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Loop implements Work {
    @Override
    public void run() {
      try {
        while (!isStopped) {
          dispatchNext();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ended.countDown();
      }
    }

    @Override
    public void release() {
      isStopped = true;
    }
  }

  private void dispatchNext() throws InterruptedException {
    Delivered next = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      return;
    }
    try {
      works.scheduleWork(new Once(next));
    } catch (WorkException e) {
      LOG.debug("not handed on", e);
      next.refuse();
    }
  }

  /** What is to be delivered by a thread of the work manager. */
  interface Delivered extends Runnable {
    /** In the place of {@code run}: there is no thread for it. */
    void refuse();
  }

  private record Once(Runnable work) implements Work {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public void release() {}
  }
}
