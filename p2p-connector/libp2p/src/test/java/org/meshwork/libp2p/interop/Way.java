package org.meshwork.libp2p.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.pnet.PreSharedKey;
import org.meshwork.libp2p.security.pnet.PrivateNetwork;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsSecurity;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.quic.QuicTransport;
import org.meshwork.libp2p.transport.tcp.TcpTransport;
import org.meshwork.libp2p.transport.websocket.WebSocketTls;
import org.meshwork.libp2p.transport.websocket.WebSocketTransport;

/**
 * One way to connect with js-libp2p.
 *
 * @param network {@code tcp}, {@code ws}, {@code wss} or {@code quic}
 * @param security {@code noise} or {@code tls}
 * @param isPrivate whether within a private network, of which QUIC knows none
 */
record Way(String network, String security, boolean isPrivate) {
  /** As {@code swarm.key} files hold them. */
  static final String NETWORK_KEY = "/key/swarm/psk/1.0.0/\n/base16/\n" + "5eed".repeat(16) + "\n";

  private static final Map<String, Multiaddr> ANY_PORT =
      Map.of(
          "tcp", Multiaddr.parse("/ip4/127.0.0.1/tcp/0"),
          "ws", Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws"),
          "wss", Multiaddr.parse("/ip4/127.0.0.1/tcp/0/tls/ws"),
          "quic", Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1"));

  static Stream<Way> all() {
    Stream<Way> channels =
        Stream.of("tcp", "ws", "wss")
            .flatMap(network -> Stream.of(new Way(network, "noise"), new Way(network, "tls")));
    Stream<Way> privates =
        Stream.of("tcp", "ws")
            .flatMap(
                network ->
                    Stream.of(new Way(network, "noise", true), new Way(network, "tls", true)));
    return Stream.of(channels, Stream.of(new Way("quic", "tls")), privates).flatMap(ways -> ways);
  }

  private Way(String network, String security) {
    this(network, security, false);
  }

  boolean isQuic() {
    return network.equals("quic");
  }

  Multiaddr anyPort() {
    return ANY_PORT.get(network);
  }

  /** The peer's address that leads this way. */
  Multiaddr to(JsPeer peer) {
    List<AddressProtocol> wanted = protocols(withId(anyPort(), peer.id()));
    return peer.addresses().stream()
        .filter(address -> protocols(address).equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  private static List<AddressProtocol> protocols(Multiaddr address) {
    return address.components().stream().map(step -> step.protocol()).toList();
  }

  static Multiaddr withId(Multiaddr address, PeerId peer) {
    return address.encapsulate(new Multiaddr(List.of(peer.toAddressComponent())));
  }

  Transport transport(
      PrivateKey key, EventLoopGroup group, SecureRandom random, WebSocketTls webSocketTls) {
    if (isQuic()) {
      return new QuicTransport(
          HostCertificate.issue(key, random),
          Clock.systemUTC(),
          group,
          random,
          UpgradeSettings.DEFAULT.timeout());
    }
    Upgrader upgrader =
        new Upgrader(
            privateNetwork(random),
            List.of(secureChannel(key, random)),
            List.of(new Yamux(yamux())),
            UpgradeSettings.DEFAULT);
    return network.equals("tcp")
        ? new TcpTransport(group, upgrader)
        : new WebSocketTransport(group, upgrader, webSocketTls);
  }

  /**
   * With a private network, js-libp2p fails for good once it seals more than some 600 KiB at a time
   * (xsalsa20 1.2.0 asks for memory again and again): the window keeps it from that.
   */
  private YamuxSettings yamux() {
    YamuxSettings settings = YamuxSettings.DEFAULT.withMaxStreams(2_000, 2_000);
    return isPrivate ? settings.withMaxWindows(256 * 1024, 0) : settings;
  }

  private Optional<PrivateNetwork> privateNetwork(SecureRandom random) {
    PreSharedKey key = PreSharedKey.decode(Bytes.of(NETWORK_KEY.getBytes(US_ASCII)));
    return isPrivate ? Optional.of(new PrivateNetwork(key, random)) : Optional.empty();
  }

  private SecureChannel secureChannel(PrivateKey key, SecureRandom random) {
    return security.equals("noise")
        ? new Noise(key, random)
        : new TlsSecurity(HostCertificate.issue(key, random), Clock.systemUTC());
  }

  /** As js-libp2p names it. */
  String encryption() {
    return security.equals("noise") ? "/noise" : "/tls/1.0.0";
  }

  @Override
  public String toString() {
    return network + ", " + security + (isPrivate ? ", private network" : "");
  }
}
