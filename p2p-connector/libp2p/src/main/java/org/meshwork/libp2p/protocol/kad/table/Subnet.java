package org.meshwork.libp2p.protocol.kad.table;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * A network on the public internet that one owner is likely to have.
 *
 * @param prefix 16 bits of an IPv4 address or 32 of an IPv6 address
 */
public record Subnet(Bytes prefix) {
  private static final int IP4_PREFIX_BYTES = 2;
  private static final int IP6_PREFIX_BYTES = 4;

  /** Empty where the address begins with no public IP address. */
  public static Optional<Subnet> of(Multiaddr address) {
    AddressComponent place = address.components().get(0);
    Bytes ip = place.value();
    if (place.protocol() == AddressProtocol.IP4 && !isPrivateIp4(ip)) {
      return Optional.of(new Subnet(ip.slice(0, IP4_PREFIX_BYTES)));
    }
    return place.protocol() == AddressProtocol.IP6 && isGlobalIp6(ip)
        ? Optional.of(new Subnet(ip.slice(0, IP6_PREFIX_BYTES)))
        : Optional.empty();
  }

  /** RFC 6890: this host, private use, loopback, link local, shared among subscribers. */
  private static boolean isPrivateIp4(Bytes ip) {
    int second = ip.at(1);
    return switch (ip.at(0)) {
      case 0, 10, 127 -> true;
      case 100 -> second >= 64 && second < 128;
      case 169 -> second == 254;
      case 172 -> second >= 16 && second < 32;
      case 192 -> second == 168;
      default -> false;
    };
  }

  /** RFC 4291: 2000::/3 is what has been given out. */
  private static boolean isGlobalIp6(Bytes ip) {
    return ip.at(0) >> 5 == 1;
  }
}
