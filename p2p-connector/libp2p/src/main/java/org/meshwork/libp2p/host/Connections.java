package org.meshwork.libp2p.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.peer.PeerId;

/** The connections that a host has. Changed on the host's executor, read by any thread. */
final class Connections {
  private final Map<PeerId, List<Connection>> byPeer = new ConcurrentHashMap<>();
  private final ConnectionSettings settings;
  private int count;

  Connections(ConnectionSettings settings) {
    this.settings = settings;
  }

  boolean hasRoomFor(PeerId peer) {
    return count < settings.max() && to(peer).size() < settings.maxPerPeer();
  }

  int count() {
    return count;
  }

  void add(Connection connection) {
    List<Connection> more = new ArrayList<>(to(connection.remotePeer()));
    more.add(connection);
    byPeer.put(connection.remotePeer(), List.copyOf(more));
    count++;
  }

  /** Whether it was there. */
  boolean remove(Connection connection) {
    List<Connection> rest = new ArrayList<>(to(connection.remotePeer()));
    if (!rest.remove(connection)) {
      return false;
    }
    count--;
    if (rest.isEmpty()) {
      byPeer.remove(connection.remotePeer());
    } else {
      byPeer.put(connection.remotePeer(), List.copyOf(rest));
    }
    return true;
  }

  /** Oldest first. */
  List<Connection> to(PeerId peer) {
    return byPeer.getOrDefault(peer, List.of());
  }

  /** The oldest that is not ending, a limited one only if there is no other. */
  Optional<Connection> openTo(PeerId peer) {
    return open(peer).min(Comparator.comparing(Connection::isLimited));
  }

  /** The oldest that is not ending and doesn't lead over a relay. */
  Optional<Connection> openDirectlyTo(PeerId peer) {
    return open(peer)
        .filter(connection -> !connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT))
        .findFirst();
  }

  private Stream<Connection> open(PeerId peer) {
    return to(peer).stream().filter(connection -> !connection.isEnding());
  }

  List<Connection> all() {
    return byPeer.values().stream().flatMap(List::stream).toList();
  }
}
