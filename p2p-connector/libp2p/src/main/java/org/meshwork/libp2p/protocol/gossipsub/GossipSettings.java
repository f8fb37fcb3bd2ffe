package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;

/**
 * How messages are told of (IHAVE), asked for (IWANT) and refused (IDONTWANT).
 *
 * @param history {@code mcache_len}, heartbeats that messages are kept, 1 to 64
 * @param told {@code mcache_gossip}, heartbeats that messages are told of, at most {@code history}
 * @param lazy {@code D_lazy}, peers that are told at least, 0 to 1,024
 * @param factor of all peers that are told, 0 to 1
 * @param maxAdvertisements that a peer's RPCs may bring each heartbeat, 1 to 65,536; others are
 *     ignored
 * @param maxIds that a peer is asked for, may ask for, may refuse, and is told, each heartbeat, 1
 *     to 65,536; others are ignored
 * @param retransmissions of a message to a peer that asks for it, 1 to 64
 * @param followUp within which a peer must send what it was asked for, 10 ms to 1 minute
 * @param refusalBytes of a message from which on peers of the mesh are told that it need not be
 *     sent, 0 or more
 * @param refusalHeartbeats that a peer's refusals are kept, 1 to 64
 */
public record GossipSettings(
    int history,
    int told,
    int lazy,
    double factor,
    int maxAdvertisements,
    int maxIds,
    int retransmissions,
    Duration followUp,
    int refusalBytes,
    int refusalHeartbeats) {
  private static final int MAX_HEARTBEATS = 64;
  private static final int MAX_PEERS = 1_024;
  private static final int MAX_COUNT = 65_536;

  /** 5 and 3 heartbeats, 6 peers or a quarter; 10 and 5,000 a heartbeat; 3 s; from 1 KiB on. */
  public static final GossipSettings DEFAULT =
      new GossipSettings(5, 3, 6, 0.25, 10, 5_000, 3, Duration.ofSeconds(3), 1_024, 3);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public GossipSettings {
    Ranges.require("history", history, 1, MAX_HEARTBEATS);
    Ranges.require("told", told, 0, history);
    Ranges.require("lazy", lazy, 0, MAX_PEERS);
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor is " + factor + ", not 0 to 1");
    }
    Ranges.require("maxAdvertisements", maxAdvertisements, 1, MAX_COUNT);
    Ranges.require("maxIds", maxIds, 1, MAX_COUNT);
    Ranges.require("retransmissions", retransmissions, 1, MAX_HEARTBEATS);
    Ranges.require("followUp", followUp, Duration.ofMillis(10), Duration.ofMinutes(1));
    Ranges.require("refusalBytes", refusalBytes, 0, Integer.MAX_VALUE);
    Ranges.require("refusalHeartbeats", refusalHeartbeats, 1, MAX_HEARTBEATS);
  }
}
