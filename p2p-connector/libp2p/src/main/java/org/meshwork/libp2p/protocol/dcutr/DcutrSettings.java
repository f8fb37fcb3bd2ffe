package org.meshwork.libp2p.protocol.dcutr;

import java.time.Duration;

/**
 * How hard this side tries, and what it lets peers make it do.
 *
 * @param timeout for an exchange of messages, 10 ms to 10 minutes
 * @param attemptTime in which a hole has to be punched, 10 ms to 10 minutes
 * @param attempts of this side on one relayed connection, and of the peer that it takes, 1 to 16
 * @param maxAddresses of a peer that are tried at once, 1 to 64; others are left out
 * @param allowsPrivate whether addresses that are not public are told and tried, too
 * @param dialsFirst whether the addresses that the peer tells by identify are dialled before
 * @param grace from a direct connection to closing the relayed one, 0 to 10 minutes
 */
public record DcutrSettings(
    Duration timeout,
    Duration attemptTime,
    int attempts,
    int maxAddresses,
    boolean allowsPrivate,
    boolean dialsFirst,
    Duration grace) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_ATTEMPTS = 16;

  /** 30 s to agree, 5 s to punch, three attempts, 16 public addresses; 10 s of grace. */
  public static final DcutrSettings DEFAULT =
      new DcutrSettings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          3,
          16,
          false,
          true,
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public DcutrSettings {
    require("timeout", timeout, MIN_TIME);
    require("attemptTime", attemptTime, MIN_TIME);
    require("grace", grace, Duration.ZERO);
    require("attempts", attempts, MAX_ATTEMPTS);
    require("maxAddresses", maxAddresses, HolePunchMessage.MAX_ADDRESSES);
  }

  private static void require(String name, Duration value, Duration min) {
    if (value.compareTo(min) < 0 || value.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", not " + min + " to " + MAX_TIME);
    }
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }
}
