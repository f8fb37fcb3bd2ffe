package org.meshwork.libp2p.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * The outer steps of an address that lead to an IP host, such as {@code /ip4/192.0.2.1}, {@code
 * /ip6/2001:db8::1} and {@code /ip6zone/eth0/ip6/fe80::1}.
 *
 * @param rest the steps inside it
 */
public record IpEndpoint(Optional<String> zone, Bytes host, List<AddressComponent> rest) {
  public IpEndpoint {
    rest = List.copyOf(rest);
  }

  /** Empty if the address begins with anything else. */
  public static Optional<IpEndpoint> of(Multiaddr address) {
    List<AddressComponent> steps = address.components();
    AddressComponent first = steps.get(0);
    if (first.protocol() == AddressProtocol.IP4 || first.protocol() == AddressProtocol.IP6) {
      return Optional.of(
          new IpEndpoint(Optional.empty(), first.value(), steps.subList(1, steps.size())));
    }
    boolean isZoned =
        first.protocol() == AddressProtocol.IP6ZONE
            && steps.size() > 1
            && steps.get(1).protocol() == AddressProtocol.IP6;
    return isZoned
        ? Optional.of(
            new IpEndpoint(
                Optional.of(first.text()), steps.get(1).value(), steps.subList(2, steps.size())))
        : Optional.empty();
  }

  /** Whether the inner steps are of these protocols, no more and no less. */
  public boolean isFollowedBy(AddressProtocol... protocols) {
    return rest.stream().map(AddressComponent::protocol).toList().equals(List.of(protocols));
  }

  /**
   * @throws ConnectionFailed {@code UNSUPPORTED_ADDRESS} if the host has no such zone
   */
  public InetSocketAddress socketAddress(int port) {
    try {
      return new InetSocketAddress(inetAddress(), port);
    } catch (UnknownHostException | SocketException e) {
      throw new ConnectionFailed(Reason.UNSUPPORTED_ADDRESS, "an address without a place", e);
    }
  }

  private InetAddress inetAddress() throws UnknownHostException, SocketException {
    if (zone.isEmpty()) {
      return InetAddress.getByAddress(host.toArray());
    }
    NetworkInterface face = NetworkInterface.getByName(zone.get());
    if (face == null) {
      throw new UnknownHostException("no network interface " + zone.get());
    }
    return Inet6Address.getByAddress(null, host.toArray(), face);
  }

  /** The steps that lead to a socket's host. */
  public static Multiaddr host(InetSocketAddress socket) {
    InetAddress address = socket.getAddress();
    List<AddressComponent> steps = new ArrayList<>();
    if (address instanceof Inet6Address inet6 && inet6.getScopedInterface() != null) {
      steps.add(AddressComponent.of(AddressProtocol.IP6ZONE, inet6.getScopedInterface().getName()));
    }
    steps.add(
        new AddressComponent(
            address instanceof Inet6Address ? AddressProtocol.IP6 : AddressProtocol.IP4,
            Bytes.of(address.getAddress())));
    return new Multiaddr(steps);
  }
}
