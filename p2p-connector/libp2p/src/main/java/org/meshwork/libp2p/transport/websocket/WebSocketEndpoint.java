package org.meshwork.libp2p.transport.websocket;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * What an address says of a WebSocket.
 *
 * @param suffix the steps inside the port, as they were written
 */
record WebSocketEndpoint(
    IpEndpoint host, int port, boolean isSecure, Optional<String> serverName, Multiaddr suffix) {
  private static final int PORT = 80;
  private static final int SECURE_PORT = 443;

  /** Empty if the address leads to anything else. */
  static Optional<WebSocketEndpoint> of(Multiaddr address) {
    return IpEndpoint.of(address).flatMap(WebSocketEndpoint::of);
  }

  private static Optional<WebSocketEndpoint> of(IpEndpoint host) {
    Deque<AddressComponent> steps = new ArrayDeque<>(host.rest());
    if (!steps.isEmpty() && steps.getLast().protocol() == AddressProtocol.P2P) {
      steps.removeLast();
    }
    Optional<String> port = take(steps, AddressProtocol.TCP);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Multiaddr suffix = new Multiaddr(List.copyOf(steps));
    boolean isTls = take(steps, AddressProtocol.TLS).isPresent();
    Optional<String> name = isTls ? take(steps, AddressProtocol.SNI) : Optional.empty();
    boolean isSecure = take(steps, AddressProtocol.WSS).isPresent() || isTls;
    boolean isSocket =
        suffix.has(AddressProtocol.WSS) || take(steps, AddressProtocol.WS).isPresent();
    if (!isSocket || !steps.isEmpty()) {
      return Optional.empty();
    }
    int usual = isSecure ? SECURE_PORT : PORT;
    return Optional.of(
        new WebSocketEndpoint(
            host, port.map(Integer::parseInt).orElse(usual), isSecure, name, suffix));
  }

  private static Optional<String> take(Deque<AddressComponent> steps, AddressProtocol protocol) {
    return !steps.isEmpty() && steps.getFirst().protocol() == protocol
        ? Optional.of(steps.removeFirst().text())
        : Optional.empty();
  }

  InetSocketAddress socket() {
    return host.socketAddress(port);
  }

  /** Whose certificate is expected, and what stands in the header {@code Host}. */
  String hostName() {
    return serverName.orElseGet(() -> socket().getAddress().getHostAddress());
  }

  URI uri() {
    String name = hostName();
    String bracketed = name.contains(":") ? "[" + name + "]" : name;
    try {
      return new URI(isSecure ? "wss" : "ws", null, bracketed, port, "/", null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a name that is no host's", e);
    }
  }
}
