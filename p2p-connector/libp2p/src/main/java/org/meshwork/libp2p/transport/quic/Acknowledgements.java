package org.meshwork.libp2p.transport.quic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells when the peer has all that streams of a connection have sent, which Netty doesn't.
 *
 * <p>A stream may send as much as the congestion window leaves beside what is in flight, and Netty
 * asks quiche for that with every packet that comes. So when a stream may send a whole window after
 * a packet has come, nothing was in flight then. But bytes may still have waited to be sent
 * (again): quiche takes more than the window while packets are read. None did if nothing has been
 * sent since before that packet, for which the peer is asked, if it takes datagrams; nor if the
 * bytes had left at once, and nothing was lost since. Where none of it can be seen (other streams
 * send all the time, the peer's own window is smaller), only time tells: what was lost would have
 * been sent again, and that have arrived.
 *
 * <p>For the event loop; each look is a task of its own, before which quiche has sent what it may.
 */
final class Acknowledgements {
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LATER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int EARLY_LOOKS = 5;

  /**
   * Six round trips, where a probe goes out after three (RFC 9002 section 6.2), and 200 ms more
   * than a peer may take (RFC 9000 section 18.2). Looks count, as this side may be slow itself.
   */
  private static final int LATE_LOOKS = 25;

  /** From then on it happens whatever is known. */
  private static final int MAX_LOOKS = 200;

  /** How long after what was sent it needs no looks, if nothing seems to be in flight. */
  private static final long LONG_AGO_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final class Waiting {
    final QuicStreamChannel stream;
    final Runnable task;

    /** Packets that were lost before all that it is about left at once; negative if it didn't. */
    final long lost;

    /** Packets that had come when it began. */
    final long heard;

    int looks;

    Waiting(QuicStreamChannel stream, long lost, Runnable task, long heard) {
      this.stream = stream;
      this.lost = lost;
      this.task = task;
      this.heard = heard;
    }

    boolean seemsIdle(QuicConnectionPathStats now) {
      return stream.bytesBeforeUnwritable() == now.cwnd();
    }
  }

  private final QuicChannel channel;
  private final BooleanSupplier canAsk;
  private final Runnable ask;
  private final List<Waiting> fresh = new ArrayList<>();
  private final List<Waiting> asked = new ArrayList<>();

  /** When the peer was asked last. */
  private QuicConnectionPathStats before;

  private boolean isLooking;

  /**
   * @param ask sends something that the peer acknowledges at once
   */
  Acknowledgements(QuicChannel channel, BooleanSupplier canAsk, Runnable ask) {
    this.channel = channel;
    this.canAsk = canAsk;
    this.ask = ask;
  }

  /**
   * Runs the task when the peer has what the stream has sent, or no more can be known.
   *
   * @param lost {@link #lost} before the stream's first byte, if its last ones left at once;
   *     negative if they didn't
   * @param sentNanos when the stream sent the last of it, by the event loop's ticker
   */
  void await(QuicStreamChannel stream, long lost, long sentNanos, Runnable task) {
    QuicConnectionPathStats now = stats();
    if (now == null) {
      task.run();
      return;
    }
    Waiting next = new Waiting(stream, lost, task, now.recv());
    boolean wasLongAgo = channel.eventLoop().ticker().nanoTime() - sentNanos >= LONG_AGO_NANOS;
    if (next.seemsIdle(now) && (wasLongAgo || now.lost() == lost)) {
      task.run();
      return;
    }
    fresh.add(next);
    if (!isLooking) {
      lookAgain(now);
    }
  }

  /** How many packets were lost up to now; negative if that is not needed. */
  long lost() {
    QuicConnectionPathStats now = canAsk.getAsBoolean() ? null : stats();
    return now == null ? -1 : now.lost();
  }

  /** How many bytes were sent up to now; negative if that is not needed. */
  long sentBytes() {
    QuicConnectionPathStats now = canAsk.getAsBoolean() ? null : stats();
    return now == null ? -1 : now.sentBytes();
  }

  private void look() {
    QuicConnectionPathStats now = stats();
    List<Waiting> looked = List.copyOf(asked);
    asked.clear();
    for (Waiting waiting : looked) {
      if (isServed(waiting, now)) {
        waiting.task.run();
      } else {
        asked.add(waiting);
      }
    }
    isLooking = now != null && !(asked.isEmpty() && fresh.isEmpty());
    if (isLooking) {
      lookAgain(now);
    }
  }

  private boolean isServed(Waiting waiting, QuicConnectionPathStats now) {
    waiting.looks++;
    if (now == null || waiting.looks >= MAX_LOOKS) {
      return true;
    }
    boolean isIdle = waiting.seemsIdle(now);
    boolean hasAnswer = now.recv() > before.recv() && now.sent() == before.sent();
    if (isIdle && (hasAnswer || now.lost() == waiting.lost)) {
      return true;
    }
    boolean hasHeard = now.recv() > waiting.heard;
    return waiting.looks >= LATE_LOOKS && (isIdle || hasHeard) && leavesAtOnce();
  }

  /** Whether the congestion window has room for a small packet, as far as can be known. */
  boolean leavesAtOnce() {
    QuicConnectionPathStats then = stats();
    if (then == null || !canAsk.getAsBoolean()) {
      return true;
    }
    ask.run();
    QuicConnectionPathStats now = stats();
    return now == null || now.sent() > then.sent();
  }

  private void lookAgain(QuicConnectionPathStats now) {
    isLooking = true;
    if (!fresh.isEmpty() || isChanged(before, now)) {
      if (canAsk.getAsBoolean()) {
        ask.run();
      }
      asked.addAll(fresh);
      fresh.clear();
      before = stats();
    }
    boolean isEarly = asked.get(asked.size() - 1).looks < EARLY_LOOKS;
    long shortest = isEarly ? MIN_PAUSE_NANOS : LATER_PAUSE_NANOS;
    long pause = Math.max(shortest, Math.min(MAX_PAUSE_NANOS, now.rtt() / 4));
    channel.eventLoop().schedule(this::look, pause, TimeUnit.NANOSECONDS);
  }

  private static boolean isChanged(QuicConnectionPathStats then, QuicConnectionPathStats now) {
    return now.sent() != then.sent() || now.recv() != then.recv();
  }

  /** Null if the connection has ended. Its path is the only one there is; Netty looks at once. */
  private QuicConnectionPathStats stats() {
    return channel.isActive() ? channel.collectPathStats(0).getNow() : null;
  }
}
