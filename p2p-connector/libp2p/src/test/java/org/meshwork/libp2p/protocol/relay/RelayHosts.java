package org.meshwork.libp2p.protocol.relay;

import io.netty.channel.nio.NioIoHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.quic.QuicTransport;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/**
 * Hosts on loopback that dial by TCP, QUIC and over relays. Closing them checks that all is closed.
 */
public final class RelayHosts implements AutoCloseable {
  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(NioIoHandler.newFactory());
  private final List<Peer> peers = new ArrayList<>();

  /** A host with its transports. */
  public record Peer(Host host, TcpTransport tcp, QuicTransport quic, CircuitTransport circuits) {
    public Multiaddr address() {
      return host.listenAddresses().get(0).encapsulate(step());
    }

    private Multiaddr step() {
      return new Multiaddr(List.of(host.id().toAddressComponent()));
    }

    /** Where to listen over this one. */
    public Multiaddr circuit() {
      return address().encapsulate(Multiaddr.parse("/p2p-circuit"));
    }

    /** Where the other is over this one. */
    public Multiaddr circuitTo(Peer other) {
      return circuit().encapsulate(other.step());
    }
  }

  /** One that can be dialled. */
  public Peer listening(int number) {
    Peer peer = peer(number, CircuitSettings.DEFAULT);
    TestHosts.get(peer.host.listen(TestHosts.ANY_PORT));
    return peer;
  }

  public Peer peer(int number) {
    return peer(number, CircuitSettings.DEFAULT);
  }

  /** One that listens nowhere yet. */
  public Peer peer(int number, CircuitSettings settings) {
    return peer(number, settings, UpgradeSettings.DEFAULT);
  }

  public Peer peer(int number, CircuitSettings settings, UpgradeSettings upgrades) {
    return peer(TestHosts.key(number), number, settings, upgrades);
  }

  Peer peer(PrivateKey key, int seed, CircuitSettings settings, UpgradeSettings upgrades) {
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(key, new FixedRandom(1_000 + seed))),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            upgrades);
    TcpTransport tcp = new TcpTransport(group, upgrader);
    FixedRandom random = new FixedRandom(2_000 + seed);
    QuicTransport quic =
        new QuicTransport(
            HostCertificate.issue(key, random),
            Clock.systemUTC(),
            group,
            random,
            upgrades.timeout());
    CircuitTransport circuits = new CircuitTransport(upgrader, Clock.systemUTC(), settings);
    Host host = new Host(key, List.of(tcp, quic, circuits), group.next(), HostSettings.DEFAULT);
    circuits.start(host);
    Peer peer = new Peer(host, tcp, quic, circuits);
    peers.add(peer);
    return peer;
  }

  /** Lets the host be a relay. */
  public static RelayServer serve(Peer relay, RelaySettings settings, RelayAccess access) {
    RelayServer server = new RelayServer(relay.host, Clock.systemUTC(), settings, access);
    server.start();
    return server;
  }

  /** The listener listens over the relay, and the dialler dials it there. */
  public static Connection connect(Peer dialer, Peer relay, Peer listener) {
    TestHosts.get(listener.host.listen(relay.circuit()));
    return TestHosts.get(dialer.host.dial(relay.circuitTo(listener)));
  }

  @Override
  public void close() {
    try {
      peers.forEach(peer -> TestHosts.get(peer.host.close()));
      peers.forEach(peer -> Assertions.assertThat(peer.circuits.openChannels()).isZero());
      Polling.await().untilAsserted(() -> Assertions.assertThat(group.openChannels()).isZero());
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
