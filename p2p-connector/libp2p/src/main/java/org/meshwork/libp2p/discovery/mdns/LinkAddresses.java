package org.meshwork.libp2p.discovery.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * Which addresses make sense on one link.
 *
 * @param zone what this host calls the link
 * @param own this host's on the link, 4 or 16 bytes each
 * @param subnets that begin on the link
 */
record LinkAddresses(String zone, List<Bytes> own, List<Subnet> subnets) {
  /** Those that routers don't let out (RFC 1918, 3927, 4193, 4291). */
  private static final List<Subnet> PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "fc00::/7",
              "fe80::/10")
          .map(Subnet::parse)
          .toList();

  private static final Subnet LINK_LOCAL_IP6 = Subnet.parse("fe80::/10");
  private static final int IP4_BYTES = 4;

  LinkAddresses {
    own = List.copyOf(own);
    subnets = List.copyOf(subnets);
  }

  static LinkAddresses of(NetworkInterface networkInterface) {
    List<Bytes> own = new ArrayList<>();
    List<Subnet> subnets = new ArrayList<>();
    for (InterfaceAddress address : networkInterface.getInterfaceAddresses()) {
      Bytes bytes = Bytes.of(address.getAddress().getAddress());
      own.add(bytes);
      subnets.add(new Subnet(bytes, address.getNetworkPrefixLength()));
    }
    return new LinkAddresses(networkInterface.getName(), own, subnets);
  }

  /** Whether the sender is on the link: others have no say here (RFC 6762 section 11). */
  boolean isNeighbour(InetAddress sender) {
    Multiaddr place = IpEndpoint.host(new InetSocketAddress(sender, 0));
    return LINK_LOCAL_IP6.contains(place) || isOnLink(place);
  }

  private boolean isOnLink(Multiaddr place) {
    return subnets.stream().anyMatch(subnet -> subnet.contains(place));
  }

  private boolean isLocal(Multiaddr place) {
    return isOnLink(place) || PRIVATE.stream().anyMatch(subnet -> subnet.contains(place));
  }

  /** Where the address leads that somebody on the link has told; empty if it makes no sense. */
  Optional<Multiaddr> believed(Multiaddr told) {
    return IpEndpoint.of(told)
        .filter(endpoint -> endpoint.zone().isEmpty() && isLocal(told) && isSocket(endpoint))
        .map(endpoint -> LINK_LOCAL_IP6.contains(told) ? zoned(told) : told)
        .filter(place -> !place.has(AddressProtocol.P2P_CIRCUIT));
  }

  private Multiaddr zoned(Multiaddr told) {
    return new Multiaddr(List.of(AddressComponent.of(AddressProtocol.IP6ZONE, zone)))
        .encapsulate(told);
  }

  private static boolean isSocket(IpEndpoint endpoint) {
    return endpoint.rest().stream()
        .findFirst()
        .filter(
            step ->
                step.protocol() == AddressProtocol.TCP || step.protocol() == AddressProtocol.UDP)
        .filter(port -> port.value().at(0) != 0 || port.value().at(1) != 0)
        .isPresent();
  }

  /** What may be told on the link of a place where this host listens. */
  Stream<Multiaddr> told(Multiaddr listening) {
    return IpEndpoint.of(listening).stream()
        .filter(endpoint -> endpoint.zone().map(zone::equals).orElse(true))
        .filter(LinkAddresses::isSocket)
        .flatMap(this::places)
        .filter(place -> isLocal(place) && !place.has(AddressProtocol.P2P_CIRCUIT));
  }

  private Stream<Multiaddr> places(IpEndpoint endpoint) {
    boolean isUnspecified = endpoint.host().equals(Bytes.of(new byte[endpoint.host().size()]));
    return isUnspecified
        ? own.stream()
            .filter(host -> host.size() == endpoint.host().size())
            .map(host -> at(host, endpoint.rest()))
        : Stream.of(at(endpoint.host(), endpoint.rest()));
  }

  private static Multiaddr at(Bytes host, List<AddressComponent> rest) {
    List<AddressComponent> steps = new ArrayList<>();
    steps.add(
        new AddressComponent(
            host.size() == IP4_BYTES ? AddressProtocol.IP4 : AddressProtocol.IP6, host));
    steps.addAll(rest);
    return new Multiaddr(steps);
  }
}
