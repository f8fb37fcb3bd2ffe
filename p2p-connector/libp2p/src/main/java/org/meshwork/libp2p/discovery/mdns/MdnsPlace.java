package org.meshwork.libp2p.discovery.mdns;

import java.net.Inet4Address;
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
  private static final String GROUP = "224.0.0.251";

  /**
   * @throws IllegalArgumentException if the group is none of multicast over IPv4, or its port is 0
   */
  public MdnsPlace {
    Objects.requireNonNull(networkInterface);
    boolean isGroup =
        group.getAddress() instanceof Inet4Address address && address.isMulticastAddress();
    if (!isGroup || group.getPort() == 0) {
      throw new IllegalArgumentException("no group of multicast with a port: " + group);
    }
  }

  /** The group of multicast DNS. */
  public static MdnsPlace on(NetworkInterface networkInterface) {
    return new MdnsPlace(networkInterface, new InetSocketAddress(GROUP, PORT));
  }
}
