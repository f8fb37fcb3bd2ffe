package org.meshwork.libp2p.protocol.autonat;

import java.time.Duration;

/**
 * What a server does for others.
 *
 * @param timeout for a request to come, for a dial, and for what is said on it, each; 10 ms to 10
 *     minutes
 * @param maxRequests served at once, 1 to 1,024
 * @param maxRequestsPerMinute of all peers, 1 to 65,536
 * @param maxPeerRequestsPerMinute of one peer, 1 to 65,536
 * @param dialsPrivateAddresses for networks without the internet, and tests
 */
public record ServingSettings(
    Duration timeout,
    int maxRequests,
    int maxRequestsPerMinute,
    int maxPeerRequestsPerMinute,
    boolean dialsPrivateAddresses) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_AT_ONCE = 1_024;
  private static final int MAX_RATE = 65_536;

  /** 10 s; 8 at once; 60 a minute, 6 of one peer. */
  public static final ServingSettings DEFAULT =
      new ServingSettings(Duration.ofSeconds(10), 8, 60, 6, false);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public ServingSettings {
    if (timeout.compareTo(MIN_TIME) < 0 || timeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
    require("maxRequests", maxRequests, MAX_AT_ONCE);
    require("maxRequestsPerMinute", maxRequestsPerMinute, MAX_RATE);
    require("maxPeerRequestsPerMinute", maxPeerRequestsPerMinute, MAX_RATE);
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }
}
