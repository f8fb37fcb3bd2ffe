package org.meshwork.libp2p.protocol.dcutr;

import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/** Which addresses may be tried because a peer says so: sockets of TCP and QUIC, public ones. */
final class PublicAddresses {
  private record Network(Bytes prefix, int bits) {
    static Network of(String hex, int bits) {
      return new Network(Bytes.ofHex(hex), bits);
    }

    boolean has(Bytes host) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((host.at(bit / 8) & mask) != (prefix.at(bit / 8) & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Nobody's: unspecified, multicast, reserved and broadcast. */
  private static final List<Network> NO_HOSTS_OF_IP4 =
      List.of(Network.of("00", 8), Network.of("e0", 3));

  /** What IANA's registry of special addresses says not to be globally reachable (RFC 6890). */
  private static final List<Network> PRIVATE_IP4 =
      List.of(
          Network.of("0a", 8),
          Network.of("6440", 10),
          Network.of("7f", 8),
          Network.of("a9fe", 16),
          Network.of("ac10", 12),
          Network.of("c00000", 24),
          Network.of("c00002", 24),
          Network.of("c0a8", 16),
          Network.of("c612", 15),
          Network.of("c63364", 24),
          Network.of("cb0071", 24));

  private static final Network PUBLIC_IP6 = Network.of("20", 3);
  private static final Network MULTICAST_IP6 = Network.of("ff", 8);
  private static final Network DOCUMENTATION_IP6 = Network.of("20010db8", 32);
  private static final Bytes UNSPECIFIED_IP6 = Bytes.of(new byte[16]);
  private static final int IP4_BYTES = 4;

  private PublicAddresses() {}

  /**
   * The address without a peer at its end, if it may be tried.
   *
   * @param allowsPrivate whether hosts will do that not everybody can reach
   */
  static Optional<Multiaddr> of(Multiaddr address, boolean allowsPrivate) {
    return address.decapsulate(AddressProtocol.P2P).filter(place -> isTried(place, allowsPrivate));
  }

  private static boolean isTried(Multiaddr place, boolean allowsPrivate) {
    return IpEndpoint.of(place)
        .filter(endpoint -> endpoint.zone().isEmpty() && isSocket(endpoint))
        .map(IpEndpoint::host)
        .filter(host -> allowsPrivate ? isHost(host) : isPublic(host))
        .isPresent();
  }

  private static boolean isSocket(IpEndpoint endpoint) {
    boolean isKnown =
        endpoint.isFollowedBy(AddressProtocol.TCP)
            || endpoint.isFollowedBy(AddressProtocol.UDP, AddressProtocol.QUIC_V1);
    return isKnown && hasPort(endpoint.rest().get(0));
  }

  private static boolean hasPort(AddressComponent port) {
    return port.value().at(0) != 0 || port.value().at(1) != 0;
  }

  private static boolean isHost(Bytes host) {
    return host.size() == IP4_BYTES
        ? NO_HOSTS_OF_IP4.stream().noneMatch(network -> network.has(host))
        : !host.equals(UNSPECIFIED_IP6) && !MULTICAST_IP6.has(host);
  }

  static boolean isPublic(Bytes host) {
    return host.size() == IP4_BYTES
        ? isHost(host) && PRIVATE_IP4.stream().noneMatch(network -> network.has(host))
        : PUBLIC_IP6.has(host) && !DOCUMENTATION_IP6.has(host);
  }
}
