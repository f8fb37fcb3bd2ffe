package org.meshwork.libp2p.muxer.yamux;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Pings the peer when the connection begins and at intervals: measures the round trip, and finds
 * out whether anybody is there. At most one ping is under way. On the event loop.
 */
final class KeepAlive {
  /** What a keep-alive asks of its session. */
  interface Peer {
    void ping(long value);

    /** The ping was not answered, and nothing else has come either. */
    void isSilent();
  }

  private static final long MAX_VALUE = 0xffff_ffffL;

  private final EventLoop loop;
  private final Peer peer;
  private final WindowBudget budget;
  private final long intervalNanos;
  private final long timeoutNanos;
  private long value;
  private long pingedAt;
  private long heardAt;
  private boolean isAsking;
  private Future<?> timer;

  KeepAlive(EventLoop loop, Peer peer, WindowBudget budget, YamuxSettings settings) {
    this.loop = loop;
    this.peer = peer;
    this.budget = budget;
    this.intervalNanos = settings.keepAliveInterval().toNanos();
    this.timeoutNanos = settings.keepAliveTimeout().toNanos();
  }

  void start() {
    ping(now());
  }

  private void ping(long now) {
    isAsking = true;
    pingedAt = now;
    heardAt = now;
    value = (value + 1) & MAX_VALUE;
    checkAfter(timeoutNanos);
    peer.ping(value);
  }

  private void checkAfter(long nanos) {
    timer = loop.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    long now = now();
    long left = isAsking ? heardAt + timeoutNanos - now : pingedAt + intervalNanos - now;
    if (left > 0) {
      checkAfter(left);
    } else if (isAsking) {
      peer.isSilent();
    } else {
      ping(now);
    }
  }

  /** Something has come. */
  void heard() {
    heardAt = now();
  }

  /**
   * @return whether it answers the ping that is under way
   */
  boolean answered(long answer) {
    if (!isAsking || answer != value) {
      return false;
    }
    isAsking = false;
    budget.measured(now() - pingedAt);
    return true;
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
