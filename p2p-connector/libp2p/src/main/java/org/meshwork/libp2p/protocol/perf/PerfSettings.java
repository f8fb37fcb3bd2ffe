package org.meshwork.libp2p.protocol.perf;

import java.time.Duration;

/**
 * The bounds of perf.
 *
 * @param timeout for a whole measurement, either side's, 10 ms to 1 day
 * @param maxInboundStreams of one peer at once, 1 to 1,024; further ones are reset
 * @param maxServedBytes that a peer may have sent to it on one stream, and send, each; above, the
 *     stream is reset
 */
public record PerfSettings(Duration timeout, int maxInboundStreams, long maxServedBytes) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofDays(1);
  private static final int MAX_STREAMS = 1_024;

  /** 5 minutes, 4 streams, 16 GiB. */
  public static final PerfSettings DEFAULT = new PerfSettings(Duration.ofMinutes(5), 4, 16L << 30);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public PerfSettings {
    if (timeout.compareTo(MIN_TIME) < 0 || timeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
    if (maxInboundStreams < 1 || maxInboundStreams > MAX_STREAMS) {
      throw new IllegalArgumentException(
          "maxInboundStreams is " + maxInboundStreams + ", not 1 to " + MAX_STREAMS);
    }
    if (maxServedBytes < 0) {
      throw new IllegalArgumentException("maxServedBytes is " + maxServedBytes + ", below 0");
    }
  }
}
