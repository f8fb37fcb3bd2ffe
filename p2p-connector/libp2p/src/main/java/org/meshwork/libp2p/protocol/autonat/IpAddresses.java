package org.meshwork.libp2p.protocol.autonat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/** The IP addresses that addresses lead to, and of which kind they are. */
public final class IpAddresses {
  private IpAddresses() {}

  /**
   * Where the address leads at once: empty for names, zones, places that are not in an IP network,
   * and the circuits of relays. An IPv4 address within an IPv6 one is the IPv4 address.
   */
  public static Optional<InetAddress> of(Multiaddr address) {
    if (address.has(AddressProtocol.P2P_CIRCUIT)) {
      return Optional.empty();
    }
    return IpEndpoint.of(address)
        .filter(endpoint -> endpoint.zone().isEmpty())
        .map(endpoint -> inetAddress(endpoint.host().toArray()));
  }

  private static InetAddress inetAddress(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException(wrongLength);
    }
  }

  public static boolean areOfOneFamily(InetAddress one, InetAddress other) {
    return one instanceof Inet4Address == other instanceof Inet4Address;
  }

  /** Whether it is the address of one host. */
  public static boolean isOfOneHost(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isReserved4 =
        address instanceof Inet4Address && (octet(bytes, 0) == 0 || octet(bytes, 0) >= 240);
    return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isReserved4;
  }

  /**
   * Whether it is of one host that the whole internet can reach (IANA IPv4 and IPv6 Special-Purpose
   * Address Registries).
   */
  public static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return isOfOneHost(address)
        && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes));
  }

  private static boolean isPublic4(byte[] bytes) {
    int second = octet(bytes, 1);
    return switch (octet(bytes, 0)) {
      case 10, 127 -> false;
      case 100 -> second < 64 || second > 127;
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168 && !startsWith(bytes, 192, 0, 0) && !startsWith(bytes, 192, 0, 2);
      case 198 -> second != 18 && second != 19 && !startsWith(bytes, 198, 51, 100);
      case 203 -> !startsWith(bytes, 203, 0, 113);
      default -> true;
    };
  }

  /** 2000::/3, but for Teredo and 6to4, which lead to IPv4 addresses of any kind, and examples. */
  private static boolean isPublic6(byte[] bytes) {
    boolean isGlobal = (octet(bytes, 0) & 0xe0) == 0x20;
    return isGlobal
        && !startsWith(bytes, 0x20, 0x01, 0, 0)
        && !startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8)
        && !startsWith(bytes, 0x20, 0x02)
        && !startsWith(bytes, 0x3f, 0xff);
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (octet(bytes, i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static int octet(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }
}
