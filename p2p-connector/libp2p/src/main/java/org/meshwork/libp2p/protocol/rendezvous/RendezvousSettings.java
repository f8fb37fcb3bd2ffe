package org.meshwork.libp2p.protocol.rendezvous;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.protocol.rendezvous.wire.DiscoverResponse;

/**
 * What a rendezvous point takes and gives.
 *
 * @param minTimeToLive of a registration, 1 second to 72 hours
 * @param defaultTimeToLive where none is asked for
 * @param maxTimeToLive at most 72 hours
 * @param maxPage of registrations in an answer, 1 to 1,024
 * @param maxStreamsPerPeer that are open at once, 1 to 1,024; further ones are reset
 * @param timeout for a request, and again for taking its answer, 10 ms to 10 minutes
 */
public record RendezvousSettings(
    Duration minTimeToLive,
    Duration defaultTimeToLive,
    Duration maxTimeToLive,
    int maxPage,
    int maxStreamsPerPeer,
    Duration timeout) {
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofHours(72);
  private static final int MAX_STREAMS = 1_024;

  /** 2 hours, 2 hours, 72 hours; 1,000 registrations; 8 streams; 10 s. */
  public static final RendezvousSettings DEFAULT =
      new RendezvousSettings(
          Duration.ofHours(2),
          Duration.ofHours(2),
          MAX_TIME_TO_LIVE,
          1_000,
          8,
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public RendezvousSettings {
    require("minTimeToLive", minTimeToLive, Duration.ofSeconds(1), MAX_TIME_TO_LIVE);
    require("maxTimeToLive", maxTimeToLive, minTimeToLive, MAX_TIME_TO_LIVE);
    require("defaultTimeToLive", defaultTimeToLive, minTimeToLive, maxTimeToLive);
    require("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(10));
    require("maxPage", maxPage, DiscoverResponse.MAX_REGISTRATIONS);
    require("maxStreamsPerPeer", maxStreamsPerPeer, MAX_STREAMS);
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    Objects.requireNonNull(value);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }

  public RendezvousSettings withTimesToLive(Duration min, Duration whenUnset, Duration max) {
    return new RendezvousSettings(min, whenUnset, max, maxPage, maxStreamsPerPeer, timeout);
  }

  public RendezvousSettings withMaxPage(int max) {
    return new RendezvousSettings(
        minTimeToLive, defaultTimeToLive, maxTimeToLive, max, maxStreamsPerPeer, timeout);
  }
}
