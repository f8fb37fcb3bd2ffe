package org.meshwork.libp2p.protocol.relay;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of a relay.
 *
 * @param maxReservations of all peers, 1 to 65,536; a peer has one
 * @param maxReservationsPerNetwork of peers at the same IPv4 address or in the same IPv6 /64, 1 to
 *     65,536
 * @param reservationTime until a reservation ends unless it is renewed, 1 minute to 1 day
 * @param maxCircuits at once, 1 to 65,536
 * @param maxCircuitsPerPeer at once, from it and to it together, 1 to 65,536
 * @param circuitLimit what each circuit may take; {@link CircuitLimit#NONE} lets it take all
 * @param timeout for each message of either peer, 10 ms to 10 minutes
 */
public record RelaySettings(
    int maxReservations,
    int maxReservationsPerNetwork,
    Duration reservationTime,
    int maxCircuits,
    int maxCircuitsPerPeer,
    CircuitLimit circuitLimit,
    Duration timeout) {
  private static final int MAX = 65_536;

  /** 128 reservations of an hour, 8 a network; 1,024 circuits, 16 a peer, of 2 min and 128 KiB. */
  public static final RelaySettings DEFAULT =
      new RelaySettings(
          128,
          8,
          Duration.ofHours(1),
          1_024,
          16,
          new CircuitLimit(Duration.ofMinutes(2), 128 << 10),
          Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public RelaySettings {
    require("maxReservations", maxReservations);
    require("maxReservationsPerNetwork", maxReservationsPerNetwork);
    require("reservationTime", reservationTime, Duration.ofMinutes(1), Duration.ofDays(1));
    require("maxCircuits", maxCircuits);
    require("maxCircuitsPerPeer", maxCircuitsPerPeer);
    Objects.requireNonNull(circuitLimit);
    require("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(10));
  }

  private static void require(String name, int value) {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + MAX);
    }
  }

  static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  public RelaySettings withReservations(int max, int perNetwork, Duration time) {
    return new RelaySettings(
        max, perNetwork, time, maxCircuits, maxCircuitsPerPeer, circuitLimit, timeout);
  }

  public RelaySettings withCircuits(int max, int perPeer, CircuitLimit limit) {
    return new RelaySettings(
        maxReservations, maxReservationsPerNetwork, reservationTime, max, perPeer, limit, timeout);
  }

  public RelaySettings withTimeout(Duration other) {
    return new RelaySettings(
        maxReservations,
        maxReservationsPerNetwork,
        reservationTime,
        maxCircuits,
        maxCircuitsPerPeer,
        circuitLimit,
        other);
  }
}
