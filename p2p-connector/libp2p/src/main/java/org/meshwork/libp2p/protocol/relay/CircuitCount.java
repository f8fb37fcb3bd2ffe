package org.meshwork.libp2p.protocol.relay;

import java.util.HashMap;
import java.util.Map;
import org.meshwork.libp2p.peer.PeerId;

/** How many circuits there are, all together and of each peer. On the host's executor. */
final class CircuitCount {
  private final Map<PeerId, Integer> perPeer = new HashMap<>();
  private final RelaySettings settings;
  private int all;

  CircuitCount(RelaySettings settings) {
    this.settings = settings;
  }

  boolean hasRoom(PeerId from, PeerId to) {
    return all < settings.maxCircuits() && hasRoom(from) && hasRoom(to);
  }

  private boolean hasRoom(PeerId peer) {
    return perPeer.getOrDefault(peer, 0) < settings.maxCircuitsPerPeer();
  }

  void add(PeerId from, PeerId to) {
    all++;
    perPeer.merge(from, 1, Integer::sum);
    perPeer.merge(to, 1, Integer::sum);
  }

  void remove(PeerId from, PeerId to) {
    all--;
    perPeer.computeIfPresent(from, (same, count) -> count == 1 ? null : count - 1);
    perPeer.computeIfPresent(to, (same, count) -> count == 1 ? null : count - 1);
  }

  int all() {
    return all;
  }
}
