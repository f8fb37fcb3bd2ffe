package org.meshwork.connector.adapter.administration;

import java.util.List;
import java.util.stream.Stream;
import org.meshwork.connector.NodeStatus;
import org.meshwork.connector.NodeStatus.Reachability;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;
import org.meshwork.connector.adapter.calls.Names;
import org.meshwork.connector.adapter.wire.SkillProtocol;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.peer.PeerId;

/** How a node is, as applications see it. */
final class Statuses {
  private Statuses() {}

  static NodeStatus of(Node node) {
    Host host = node.host();
    return new NodeStatus(
        Names.peer(host.id()),
        texts(host.listenAddresses()),
        texts(host.addresses()),
        node.isPrivate(),
        reachability(node),
        host.listenAddresses().stream().flatMap(Statuses::relay).distinct().toList(),
        host.protocols().stream().flatMap(Statuses::skill).sorted().toList());
  }

  private static List<String> texts(List<Multiaddr> addresses) {
    return addresses.stream().map(Multiaddr::toString).toList();
  }

  private static Reachability reachability(Node node) {
    return switch (node.reachability().host()) {
      case PUBLIC -> Reachability.PUBLIC;
      case PRIVATE -> Reachability.PRIVATE;
      case UNKNOWN -> Reachability.UNKNOWN;
    };
  }

  /** Of an address such as {@code /ip4/…/p2p/RELAY/p2p-circuit}. */
  private static Stream<PeerName> relay(Multiaddr address) {
    if (!address.has(AddressProtocol.P2P_CIRCUIT)) {
      return Stream.empty();
    }
    String text = address.toString();
    String before = text.substring(0, text.lastIndexOf("/p2p-circuit"));
    return Stream.of(before.substring(before.lastIndexOf('/') + 1)).map(Statuses::peer);
  }

  private static PeerName peer(String id) {
    return Names.peer(PeerId.parse(id));
  }

  private static Stream<SkillName> skill(String protocol) {
    return SkillProtocol.skill(protocol).stream();
  }
}
