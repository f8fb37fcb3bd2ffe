package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;

/**
 * How many peers are in a topic's mesh, and how it is kept (gossipsub 1.0 and 1.1). All degrees 0
 * make a node that has no mesh and only proposes peers.
 *
 * @param degree {@code D}, that is aimed at, 0 to 1,024
 * @param low {@code D_lo}, below which peers are added, at most {@code degree}
 * @param high {@code D_hi}, above which peers are left out, at least {@code degree}
 * @param scored {@code D_score}, the best that stay when peers are left out, at most {@code degree}
 * @param outbound {@code D_out}, that this side has dialled, less than {@code low} and at most half
 *     of {@code degree}; 0 if those are
 * @param heartbeat 10 ms to 1 minute
 * @param opportunisticGraftHeartbeats between looks at the mesh's median score, 1 to 65,536
 * @param opportunisticGraftPeers that are added if it is low, 0 to 64
 * @param fanoutTtl how long peers are kept for a topic that is published to without subscribing
 * @param floodPublish whether own messages go to all peers of the topic
 */
public record MeshSettings(
    int degree,
    int low,
    int high,
    int scored,
    int outbound,
    Duration heartbeat,
    int opportunisticGraftHeartbeats,
    int opportunisticGraftPeers,
    Duration fanoutTtl,
    boolean floodPublish) {
  private static final int MAX_DEGREE = 1_024;
  private static final int MAX_HEARTBEATS = 65_536;
  private static final int MAX_GRAFTED = 64;

  /** The specification's: 6, between 4 and 12, 4 of them by score, 2 outbound; 1 second. */
  public static final MeshSettings DEFAULT =
      new MeshSettings(6, 4, 12, 4, 2, Duration.ofSeconds(1), 60, 2, Duration.ofMinutes(1), true);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public MeshSettings {
    Ranges.require("degree", degree, 0, MAX_DEGREE);
    Ranges.require("low", low, 0, degree);
    Ranges.require("high", high, degree, MAX_DEGREE);
    Ranges.require("scored", scored, 0, degree);
    Ranges.require("outbound", outbound, 0, Math.min(Math.max(low - 1, 0), degree / 2));
    Ranges.require("heartbeat", heartbeat, Duration.ofMillis(10), Duration.ofMinutes(1));
    Ranges.require("opportunisticGraftHeartbeats", opportunisticGraftHeartbeats, 1, MAX_HEARTBEATS);
    Ranges.require("opportunisticGraftPeers", opportunisticGraftPeers, 0, MAX_GRAFTED);
    Ranges.require("fanoutTtl", fanoutTtl, Duration.ofMillis(10), Duration.ofDays(1));
  }

  public MeshSettings withDegrees(int aimedAt, int least, int most, int byScore, int dialled) {
    return new MeshSettings(
        aimedAt,
        least,
        most,
        byScore,
        dialled,
        heartbeat,
        opportunisticGraftHeartbeats,
        opportunisticGraftPeers,
        fanoutTtl,
        floodPublish);
  }

  public MeshSettings withFloodPublish(boolean other) {
    return new MeshSettings(
        degree,
        low,
        high,
        scored,
        outbound,
        heartbeat,
        opportunisticGraftHeartbeats,
        opportunisticGraftPeers,
        fanoutTtl,
        other);
  }

  public MeshSettings withHeartbeat(Duration other) {
    return new MeshSettings(
        degree,
        low,
        high,
        scored,
        outbound,
        other,
        opportunisticGraftHeartbeats,
        opportunisticGraftPeers,
        fanoutTtl,
        floodPublish);
  }
}
