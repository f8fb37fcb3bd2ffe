package org.meshwork.libp2p.protocol.ping;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of ping.
 *
 * @param timeout for one answer, 10 ms to 10 minutes
 * @param maxInboundStreams of one peer at once, 1 to 1,024; further ones are reset
 * @param maxWaiting pings to one peer that wait for their turn, 1 to 65,536
 */
public record PingSettings(Duration timeout, int maxInboundStreams, int maxWaiting) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_STREAMS = 1_024;
  private static final int MAX_WAITING = 65_536;

  /** 10 seconds, two streams as the specification says, and 64 that wait. */
  public static final PingSettings DEFAULT = new PingSettings(Duration.ofSeconds(10), 2, 64);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public PingSettings {
    Objects.requireNonNull(timeout);
    if (timeout.compareTo(MIN_TIME) < 0 || timeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
    require("maxInboundStreams", maxInboundStreams, MAX_STREAMS);
    require("maxWaiting", maxWaiting, MAX_WAITING);
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }
}
