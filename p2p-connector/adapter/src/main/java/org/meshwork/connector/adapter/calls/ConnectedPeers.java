package org.meshwork.connector.adapter.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.peer.PeerId;

/** Who is connected, as applications see it. */
public final class ConnectedPeers {
  private ConnectedPeers() {}

  public static List<ConnectedPeer> of(Host host) {
    Map<PeerId, List<Connection>> byPeer = new LinkedHashMap<>();
    for (Connection connection : host.connections()) {
      byPeer.computeIfAbsent(connection.remotePeer(), absent -> new ArrayList<>()).add(connection);
    }
    return byPeer.entrySet().stream()
        .map(entry -> describe(host, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static ConnectedPeer describe(Host host, PeerId peer, List<Connection> connections) {
    return new ConnectedPeer(
        Names.peer(peer),
        connections.stream().map(connection -> connection.remoteAddress().toString()).toList(),
        List.copyOf(host.peerStore().protocols(peer)),
        connections.stream().allMatch(Connection::isLimited));
  }
}
