package org.meshwork.libp2p.transport.quic;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Tasks for an event loop that may have ended. */
record LoopTasks(EventLoop loop) {
  /** Now if this is the event loop, and else later; whether the event loop takes it. */
  boolean run(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return true;
    }
    return runLater(task);
  }

  boolean runLater(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException loopHasEnded) {
      return false;
    }
  }
}
