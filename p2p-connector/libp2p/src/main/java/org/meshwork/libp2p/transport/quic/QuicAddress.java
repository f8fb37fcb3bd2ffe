package org.meshwork.libp2p.transport.quic;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Addresses of QUIC, {@code /ip4|ip6/…/udp/…/quic-v1}, and the sockets that they name. */
final class QuicAddress {
  private QuicAddress() {}

  /** The socket; none if the address is of another transport. A peer at its end is left out. */
  static Optional<InetSocketAddress> socket(Multiaddr address) {
    List<AddressComponent> steps = address.components();
    boolean isQuic =
        (steps.size() == 3 || steps.size() == 4 && is(steps, 3, AddressProtocol.P2P))
            && (is(steps, 0, AddressProtocol.IP4) || is(steps, 0, AddressProtocol.IP6))
            && is(steps, 1, AddressProtocol.UDP)
            && is(steps, 2, AddressProtocol.QUIC_V1);
    return isQuic ? Optional.of(socket(steps)) : Optional.empty();
  }

  private static boolean is(List<AddressComponent> steps, int index, AddressProtocol protocol) {
    return steps.get(index).protocol() == protocol;
  }

  private static InetSocketAddress socket(List<AddressComponent> steps) {
    Bytes port = steps.get(1).value();
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(steps.get(0).value().toArray()), port.at(0) << 8 | port.at(1));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  static Multiaddr of(InetSocketAddress socket) {
    boolean is4 = socket.getAddress() instanceof Inet4Address;
    int port = socket.getPort();
    return new Multiaddr(
        List.of(
            new AddressComponent(
                is4 ? AddressProtocol.IP4 : AddressProtocol.IP6,
                Bytes.of(socket.getAddress().getAddress())),
            new AddressComponent(AddressProtocol.UDP, Bytes.of((byte) (port >>> 8), (byte) port)),
            AddressComponent.of(AddressProtocol.QUIC_V1)));
  }
}
