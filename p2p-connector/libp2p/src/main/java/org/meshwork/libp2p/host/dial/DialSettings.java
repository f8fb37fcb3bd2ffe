package org.meshwork.libp2p.host.dial;

import java.time.Duration;
import java.util.Objects;

/**
 * How peers are dialled.
 *
 * @param timeout for a peer with all its addresses, 10 ms to 10 minutes
 * @param stagger after which the next address is tried beside those under way, 1 ms to 1 minute
 * @param maxPeers that are dialled at once, 1 to 65,536; further dials are refused
 * @param maxAddresses that are tried for one peer, those of its names included, 1 to 1,024; others
 *     are left out
 * @param firstPause after a failure, before what failed is tried again, up to {@code maxPause}; it
 *     doubles with each failure; 1 ms to 1 hour
 * @param maxPause at most 1 day
 */
public record DialSettings(
    Duration timeout,
    Duration stagger,
    int maxPeers,
    int maxAddresses,
    Duration firstPause,
    Duration maxPause) {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration MIN_TIME = Duration.ofMillis(1);
  private static final int MAX_PEERS = 65_536;
  private static final int MAX_ADDRESSES = 1_024;

  /** 30 s a peer, 250 ms between addresses (RFC 8305), 64 peers, 32 addresses; 5 s to 5 minutes. */
  public static final DialSettings DEFAULT =
      new DialSettings(
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          64,
          32,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public DialSettings {
    require("dialTimeout", timeout, MIN_TIMEOUT, MAX_TIMEOUT);
    require("dialStagger", stagger, MIN_TIME, Duration.ofMinutes(1));
    require("maxDials", maxPeers, MAX_PEERS);
    require("maxDialAddresses", maxAddresses, MAX_ADDRESSES);
    require("firstPause", firstPause, MIN_TIME, Duration.ofHours(1));
    require("maxPause", maxPause, firstPause, Duration.ofDays(1));
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    Objects.requireNonNull(value);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  public DialSettings withBounds(Duration timeoutOfPeer, int peers, int addresses) {
    return new DialSettings(timeoutOfPeer, stagger, peers, addresses, firstPause, maxPause);
  }

  public DialSettings withStagger(Duration other) {
    return new DialSettings(timeout, other, maxPeers, maxAddresses, firstPause, maxPause);
  }

  public DialSettings withPauses(Duration first, Duration max) {
    return new DialSettings(timeout, stagger, maxPeers, maxAddresses, first, max);
  }
}
