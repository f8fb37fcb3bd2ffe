package org.meshwork.libp2p.discovery.mdns;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Objects;

/**
 * Where peers are looked for.
 *
 * @param networkInterface whose network it is
 * @param group with its port; all peers have to use the same
 */
public record MdnsPlace(NetworkInterface networkInterface, InetSocketAddress group) {
  private static final int PORT = 5353;
  private static final String GROUP4 = "224.0.0.251";
  private static final String GROUP6 = "ff02::fb";

  /**
   * @throws IllegalArgumentException if the group is none of multicast, or its port is 0
   */
  public MdnsPlace {
    Objects.requireNonNull(networkInterface);
    if (group.isUnresolved() || !group.getAddress().isMulticastAddress() || group.getPort() == 0) {
      throw new IllegalArgumentException("no group of multicast with a port: " + group);
    }
  }

  /** The group of multicast DNS over IPv4, which all implementations use. */
  public static MdnsPlace on(NetworkInterface networkInterface) {
    return new MdnsPlace(networkInterface, new InetSocketAddress(GROUP4, PORT));
  }

  /** The group of multicast DNS over IPv6. */
  public static MdnsPlace onIp6(NetworkInterface networkInterface) {
    return new MdnsPlace(networkInterface, new InetSocketAddress(GROUP6, PORT));
  }

  boolean isIp6() {
    return group.getAddress() instanceof Inet6Address;
  }
}
