package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;

/**
 * How peers that leave a mesh stay away from each other, and where they turn to.
 *
 * @param backoff after a PRUNE before either side grafts again, 1 s to 1 day
 * @param unsubscribeBackoff the same after unsubscribing, 1 s to 1 day
 * @param floodTime after a PRUNE in which a GRAFT is twice as bad, at most {@code backoff}
 * @param maxBackoff that a peer may ask for, at least {@code backoff}, to 1 day
 * @param proposedPeers in a PRUNE, sent and taken, 0 to 256; none are exchanged if 0
 * @param maxDials to proposed peers at once, 1 to 1,024; others are left out
 */
public record PruneSettings(
    Duration backoff,
    Duration unsubscribeBackoff,
    Duration floodTime,
    Duration maxBackoff,
    int proposedPeers,
    int maxDials) {
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofDays(1);
  private static final int MAX_PROPOSED = 256;
  private static final int MAX_DIALS = 1_024;

  /** 1 minute, 10 s after unsubscribing; 16 peers, more than a mesh has. */
  public static final PruneSettings DEFAULT =
      new PruneSettings(
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          16,
          16);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public PruneSettings {
    Ranges.require("backoff", backoff, MIN, MAX);
    Ranges.require("unsubscribeBackoff", unsubscribeBackoff, MIN, MAX);
    Ranges.require("floodTime", floodTime, Duration.ZERO, backoff);
    Ranges.require("maxBackoff", maxBackoff, backoff, MAX);
    Ranges.require("proposedPeers", proposedPeers, 0, MAX_PROPOSED);
    Ranges.require("maxDials", maxDials, 1, MAX_DIALS);
  }
}
