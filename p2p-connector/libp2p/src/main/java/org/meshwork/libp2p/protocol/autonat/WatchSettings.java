package org.meshwork.libp2p.protocol.autonat;

import java.time.Duration;

/**
 * How sure one has to be, and how often servers are asked. Each interval is spread: it takes half
 * to one and a half times as long, at random.
 *
 * @param confidence servers that must agree, 1 to 64
 * @param eagerInterval between questions while something is open, 10 ms to 1 day
 * @param refreshInterval between questions when nothing is, 10 ms to 1 day
 * @param asksPrivateAddresses for networks without the internet, and tests
 */
public record WatchSettings(
    int confidence,
    Duration eagerInterval,
    Duration refreshInterval,
    boolean asksPrivateAddresses) {
  private static final int MAX_CONFIDENCE = 64;
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofDays(1);

  /** "More than 3", as the specifications say; about 15 s and 15 minutes. */
  public static final WatchSettings DEFAULT =
      new WatchSettings(4, Duration.ofSeconds(15), Duration.ofMinutes(15), false);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public WatchSettings {
    if (confidence < 1 || confidence > MAX_CONFIDENCE) {
      throw new IllegalArgumentException("confidence is " + confidence + ", not 1 to 64");
    }
    require("eagerInterval", eagerInterval);
    require("refreshInterval", refreshInterval);
  }

  private static void require(String name, Duration value) {
    if (value.compareTo(MIN_TIME) < 0 || value.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
  }
}
