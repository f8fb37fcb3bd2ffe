package org.meshwork.libp2p.negotiation;

import io.netty.util.concurrent.EventExecutor;

/** Gets work to the one thread that may do it. */
final class EventLoops {
  private EventLoops() {}

  /** At once if this is that thread, and soon if not. */
  static void run(EventExecutor eventLoop, Runnable work) {
    if (eventLoop.inEventLoop()) {
      work.run();
    } else {
      eventLoop.execute(work);
    }
  }
}
