package org.meshwork.libp2p.discovery.mdns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/** The group of multicast DNS on the loopback interface, at a free port. */
public final class LoopbackGroup {
  private LoopbackGroup() {}

  public static MdnsPlace place() {
    return new MdnsPlace(loopback(), new InetSocketAddress("224.0.0.251", freePort()));
  }

  private static NetworkInterface loopback() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LoopbackGroup::isLoopback)
          .findAny()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLoopback(NetworkInterface networkInterface) {
    try {
      return networkInterface.isLoopback();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
