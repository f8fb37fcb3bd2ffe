package org.meshwork.libp2p.transport.quic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the peer has what was sent, before a connection is closed: closing drops what is in
 * flight, and Netty doesn't tell of acknowledgements. What is lost is sent again after a little
 * more than the round trip (RFC 9002 section 6.2); when nothing was sent for a few of those, it
 * arrived.
 */
final class QuicFarewell {
  private static final int ROUND_TRIPS = 4;
  private static final long MIN_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MAX_QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final QuicChannel channel;
  private final Runnable whenSent;
  private final long start;
  private long sentPackets = -1;

  private QuicFarewell(QuicChannel channel, Runnable whenSent) {
    this.channel = channel;
    this.whenSent = whenSent;
    this.start = channel.eventLoop().ticker().nanoTime();
  }

  /** Called on the event loop, and calls back there. */
  static void whenSent(QuicChannel channel, Runnable whenSent) {
    new QuicFarewell(channel, whenSent).look();
  }

  private void look() {
    if (!channel.isActive()) {
      whenSent.run();
      return;
    }
    channel
        .collectPathStats(0)
        .addListener(
            stats -> {
              if (stats.isSuccess() && stats.getNow() != null) {
                judge((QuicConnectionPathStats) stats.getNow());
              } else {
                whenSent.run();
              }
            });
  }

  private void judge(QuicConnectionPathStats stats) {
    boolean tooLong = channel.eventLoop().ticker().nanoTime() - start > MAX_WAIT_NANOS;
    if (tooLong || stats.sent() == sentPackets) {
      whenSent.run();
      return;
    }
    sentPackets = stats.sent();
    long quiet = Math.max(MIN_QUIET_NANOS, Math.min(MAX_QUIET_NANOS, ROUND_TRIPS * stats.rtt()));
    channel.eventLoop().schedule(this::look, quiet, TimeUnit.NANOSECONDS);
  }
}
