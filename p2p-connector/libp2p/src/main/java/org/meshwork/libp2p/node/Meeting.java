package org.meshwork.libp2p.node;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.rendezvous.Namespace;

/**
 * Where a node registers itself, and asks who else has.
 *
 * @param points of rendezvous, each address with its {@code /p2p} step, 1 to 16
 * @param namespace of the peers that want to meet
 * @param timeToLive of a registration; what a point gives if empty
 * @param maxPeers that are taken in from a point at a time, 1 to 65,536
 * @param timeout for an answer of a point, 10 ms to 10 minutes
 */
public record Meeting(
    List<Multiaddr> points,
    Namespace namespace,
    Optional<Duration> timeToLive,
    int maxPeers,
    Duration timeout) {
  private static final int MAX_POINTS = 16;
  private static final int MAX_PEERS = 65_536;

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public Meeting {
    points = Ranges.peers("points", points, MAX_POINTS);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(timeToLive);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points are none: nobody can be met");
    }
    if (maxPeers < 1 || maxPeers > MAX_PEERS) {
      throw new IllegalArgumentException("maxPeers is " + maxPeers + ", not 1 to " + MAX_PEERS);
    }
    Ranges.require("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(10));
  }

  /** For as long as the points give, with 1,000 peers at a time, and 10 seconds for an answer. */
  public Meeting(Namespace namespace, List<Multiaddr> points) {
    this(points, namespace, Optional.empty(), 1_000, Duration.ofSeconds(10));
  }
}
