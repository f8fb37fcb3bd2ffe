package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An executor whose time passes when the test says so. */
final class TestTime {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  TestTime() {
    channel.freezeTime();
  }

  EventExecutor executor() {
    return channel.eventLoop();
  }

  /** Does what is due now. */
  void settle() {
    channel.runPendingTasks();
  }

  void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
    // What timers have left to do.
    channel.runPendingTasks();
  }

  Duration now() {
    return Duration.ofNanos(executor().ticker().nanoTime());
  }
}
