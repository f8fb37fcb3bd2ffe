package org.meshwork.libp2p.protocol.autonat.v2;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.DialBacks;
import org.meshwork.libp2p.protocol.autonat.IpAddresses;

/**
 * The one address of a request that is dialled.
 *
 * @param isElsewhere whether it is at another IP address than the one that the request came from
 */
record Choice(int index, Multiaddr address, boolean isElsewhere) {
  Choice {
    Objects.requireNonNull(address);
  }

  /**
   * The first that may be dialled. None for a request through a relay, which doesn't show where the
   * client is.
   */
  static Optional<Choice> of(
      DialRequest request, Connection client, Host host, DialBacks dialBacks) {
    return IpAddresses.of(client.remoteAddress())
        .flatMap(
            place ->
                IntStream.range(0, request.addresses().size())
                    .boxed()
                    .flatMap(index -> of(request, index, place))
                    .filter(choice -> dialBacks.mayDial(choice.address, client.remotePeer()))
                    .filter(choice -> choice.isInReach(place, host))
                    .findFirst());
  }

  private static Stream<Choice> of(DialRequest request, int index, InetAddress place) {
    return request
        .address(index)
        .flatMap(
            address ->
                IpAddresses.of(address).map(ip -> new Choice(index, address, !ip.equals(place))))
        .stream();
  }

  /**
   * Whether this host has a way to addresses of that family: the client's own, or another's. Who
   * has none would take every such address for unreachable.
   */
  private boolean isInReach(InetAddress place, Host host) {
    InetAddress ip = IpAddresses.of(address).orElseThrow();
    return IpAddresses.areOfOneFamily(ip, place)
        || host.connections().stream()
            .flatMap(connection -> IpAddresses.of(connection.remoteAddress()).stream())
            .anyMatch(other -> IpAddresses.areOfOneFamily(ip, other));
  }
}
