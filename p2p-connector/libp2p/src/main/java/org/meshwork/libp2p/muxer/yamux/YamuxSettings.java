package org.meshwork.libp2p.muxer.yamux;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of one connection.
 *
 * @param maxInboundStreams of the peer's that may be open at once, 1 to 65,536; others are reset
 * @param maxOutboundStreams of this side's that may be open or waiting to be opened, 1 to 65,536
 * @param maxStreamWindowBytes up to which a stream's receive window grows, 256 KiB to 1 GiB
 * @param maxGrowthBytes by which all windows together may exceed their initial 256 KiB
 * @param keepAliveInterval between two pings, 1 second to 1 hour
 * @param keepAliveTimeout after which a ping that is not answered ends the connection if nothing
 *     else has come either, 1 second to 1 hour
 */
public record YamuxSettings(
    int maxInboundStreams,
    int maxOutboundStreams,
    int maxStreamWindowBytes,
    long maxGrowthBytes,
    Duration keepAliveInterval,
    Duration keepAliveTimeout) {
  private static final int MAX_STREAMS = 65_536;
  private static final int MAX_WINDOW_BYTES = 1 << 30;
  private static final Duration MIN_TIME = Duration.ofSeconds(1);
  private static final Duration MAX_TIME = Duration.ofHours(1);

  /** 1,024 streams of the peer's, 4,096 of ours, 16 MiB a window, 64 MiB growth, twice 30 s. */
  public static final YamuxSettings DEFAULT =
      new YamuxSettings(
          1_024, 4_096, 16 << 20, 64L << 20, Duration.ofSeconds(30), Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public YamuxSettings {
    Objects.requireNonNull(keepAliveInterval);
    Objects.requireNonNull(keepAliveTimeout);
    require("maxInboundStreams", maxInboundStreams, 1, MAX_STREAMS);
    require("maxOutboundStreams", maxOutboundStreams, 1, MAX_STREAMS);
    require(
        "maxStreamWindowBytes",
        maxStreamWindowBytes,
        ReceiveWindow.INITIAL_BYTES,
        MAX_WINDOW_BYTES);
    require("maxGrowthBytes", maxGrowthBytes, 0, Long.MAX_VALUE);
    require("keepAliveInterval", keepAliveInterval, MIN_TIME, MAX_TIME);
    require("keepAliveTimeout", keepAliveTimeout, MIN_TIME, MAX_TIME);
  }

  private static <T extends Comparable<T>> void require(String name, T value, T min, T max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  private static void require(String name, long value, long min, long max) {
    require(name, Long.valueOf(value), Long.valueOf(min), Long.valueOf(max));
  }

  public YamuxSettings withMaxStreams(int inbound, int outbound) {
    return new YamuxSettings(
        inbound,
        outbound,
        maxStreamWindowBytes,
        maxGrowthBytes,
        keepAliveInterval,
        keepAliveTimeout);
  }

  public YamuxSettings withMaxWindows(int streamBytes, long growthBytes) {
    return new YamuxSettings(
        maxInboundStreams,
        maxOutboundStreams,
        streamBytes,
        growthBytes,
        keepAliveInterval,
        keepAliveTimeout);
  }

  public YamuxSettings withKeepAlive(Duration interval, Duration timeout) {
    return new YamuxSettings(
        maxInboundStreams,
        maxOutboundStreams,
        maxStreamWindowBytes,
        maxGrowthBytes,
        interval,
        timeout);
  }
}
