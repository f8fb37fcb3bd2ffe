package org.meshwork.libp2p.host;

import java.time.Duration;
import java.util.Objects;

/**
 * How many connections there may be, and which are kept.
 *
 * @param max 1 to 1,048,576; further ones are closed
 * @param maxPerPeer 1 to 1,024; further ones are closed
 * @param lowWater down to which connections that are not new are given up when all together are too
 *     many, 0 to {@code highWater}
 * @param highWater above which they are too many; {@code max} or more for never
 * @param grace for which a new connection is not given up, 0 to 1 hour
 */
public record ConnectionSettings(
    int max, int maxPerPeer, int lowWater, int highWater, Duration grace) {
  private static final int MAX_CONNECTIONS = 1 << 20;
  private static final int MAX_PER_PEER = 1_024;
  private static final Duration MAX_GRACE = Duration.ofHours(1);

  /** 1,024, 8 a peer; from 768 down to 512, and none in its first 20 seconds. */
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(1_024, 8, 512, 768, Duration.ofSeconds(20));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public ConnectionSettings {
    Objects.requireNonNull(grace);
    require("maxConnections", max, 1, MAX_CONNECTIONS);
    require("maxConnectionsPerPeer", maxPerPeer, 1, MAX_PER_PEER);
    require("highWater", highWater, 1, MAX_CONNECTIONS);
    require("lowWater", lowWater, 0, highWater);
    if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
      throw new IllegalArgumentException("grace is " + grace + ", not 0 to " + MAX_GRACE);
    }
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  public ConnectionSettings withWater(int low, int high, Duration newGrace) {
    return new ConnectionSettings(max, maxPerPeer, low, high, newGrace);
  }
}
