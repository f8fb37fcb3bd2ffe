package org.meshwork.libp2p.transport.tcp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * The outer steps of an address that lead to a TCP port.
 *
 * @param rest the steps inside it, but for a {@code /p2p} at the end
 */
public record TcpEndpoint(IpEndpoint host, int port, List<AddressComponent> rest) {
  public TcpEndpoint {
    rest = List.copyOf(rest);
  }

  /** Empty if the address leads to anything else. */
  public static Optional<TcpEndpoint> of(Multiaddr address) {
    return IpEndpoint.of(address)
        .filter(host -> !host.rest().isEmpty())
        .filter(host -> host.rest().get(0).protocol() == AddressProtocol.TCP)
        .map(TcpEndpoint::of);
  }

  private static TcpEndpoint of(IpEndpoint host) {
    List<AddressComponent> steps = host.rest();
    boolean hasPeer = steps.get(steps.size() - 1).protocol() == AddressProtocol.P2P;
    return new TcpEndpoint(
        host,
        Integer.parseInt(steps.get(0).text()),
        steps.subList(1, hasPeer ? steps.size() - 1 : steps.size()));
  }

  /** Whether nothing is inside the port. */
  boolean isWhole() {
    return rest.isEmpty();
  }

  public InetSocketAddress socket() {
    return host.socketAddress(port);
  }

  /** The address of a socket. */
  public static Multiaddr address(InetSocketAddress socket) {
    return IpEndpoint.host(socket)
        .encapsulate(
            new Multiaddr(
                List.of(
                    AddressComponent.of(AddressProtocol.TCP, Integer.toString(socket.getPort())))));
  }

  /** What to say of an address that is not for a transport over TCP. */
  public static ConnectionFailed unsupported(Multiaddr address, String what) {
    boolean isName =
        switch (address.components().get(0).protocol()) {
          case DNS, DNS4, DNS6, DNSADDR -> true;
          default -> false;
        };
    String why = isName ? "begins with a name, which has to be resolved first" : "is " + what;
    return new ConnectionFailed(Reason.UNSUPPORTED_ADDRESS, address + " " + why);
  }
}
