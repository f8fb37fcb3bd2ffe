package org.meshwork.libp2p.discovery.bootstrap;

import java.time.Duration;
import java.util.Objects;

/**
 * How given peers are kept.
 *
 * @param maxDials at once, 1 to 256
 * @param firstPause after a failure, up to {@code maxPause}; it doubles with each; 10 ms to 1 hour
 * @param maxPause at most 1 day
 * @param lasting how long a connection has to last for the failures before it to be forgotten, 0 to
 *     1 day
 * @param weight of the tag that the peers have in the connection manager
 */
public record BootstrapSettings(
    int maxDials, Duration firstPause, Duration maxPause, Duration lasting, int weight) {
  private static final int MAX_DIALS = 256;

  /** 4 dials, 1 s to 5 minutes, 30 s, a weight of 50. */
  public static final BootstrapSettings DEFAULT =
      new BootstrapSettings(
          4, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(30), 50);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public BootstrapSettings {
    if (maxDials < 1 || maxDials > MAX_DIALS) {
      throw new IllegalArgumentException("maxDials is " + maxDials + ", not 1 to " + MAX_DIALS);
    }
    require("firstPause", firstPause, Duration.ofMillis(10), Duration.ofHours(1));
    require("maxPause", maxPause, firstPause, Duration.ofDays(1));
    require("lasting", lasting, Duration.ZERO, Duration.ofDays(1));
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    Objects.requireNonNull(value);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  public BootstrapSettings withMaxDials(int max) {
    return new BootstrapSettings(max, firstPause, maxPause, lasting, weight);
  }

  public BootstrapSettings withPauses(Duration first, Duration max) {
    return new BootstrapSettings(maxDials, first, max, lasting, weight);
  }
}
