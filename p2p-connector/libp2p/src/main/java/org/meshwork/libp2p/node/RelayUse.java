package org.meshwork.libp2p.node;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.relay.CircuitSettings;

/**
 * How a node that others can't reach uses relays.
 *
 * @param relays to ask first, each address with its {@code /p2p} step; at most 64
 * @param reservations that are wanted at once, at relays of their own; 0 to 16
 * @param asksPeers whether connected peers that are relays are asked, too
 * @param patience for a relay that was lost, before another is sought, and before one that refused
 *     is asked again; 100 ms to 1 day
 */
public record RelayUse(
    CircuitSettings circuits,
    List<Multiaddr> relays,
    int reservations,
    boolean asksPeers,
    Duration patience) {
  static final int MAX_RELAYS = 64;
  private static final int MAX_RESERVATIONS = 16;

  /** Two reservations, at any relays; 30 seconds of patience. */
  public static final RelayUse DEFAULT =
      new RelayUse(CircuitSettings.DEFAULT, List.of(), 2, true, Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public RelayUse {
    Objects.requireNonNull(circuits);
    relays = Ranges.peers("relays", relays, MAX_RELAYS);
    if (reservations < 0 || reservations > MAX_RESERVATIONS) {
      throw new IllegalArgumentException("reservations is " + reservations + ", not 0 to 16");
    }
    Ranges.require("patience", patience, Duration.ofMillis(100), Duration.ofDays(1));
  }

  public RelayUse withRelays(List<Multiaddr> others) {
    return new RelayUse(circuits, others, reservations, asksPeers, patience);
  }
}
