package org.meshwork.libp2p.node;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.protocol.relay.CircuitTransport;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.pnet.PrivateNetwork;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsSecurity;
import org.meshwork.libp2p.security.tls.TlsUnavailable;
import org.meshwork.libp2p.transport.HolePuncher;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.quic.QuicTransport;
import org.meshwork.libp2p.transport.tcp.TcpTransport;
import org.meshwork.libp2p.transport.websocket.WebSocketTls;
import org.meshwork.libp2p.transport.websocket.WebSocketTransport;

/**
 * The transports of a node.
 *
 * @param direct those between hosts
 * @param circuits the one over relays, if it uses any
 * @param dialBacks for others, with a key and sockets of their own
 */
record NodeTransports(
    List<Transport> direct, Optional<CircuitTransport> circuits, List<Transport> dialBacks) {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());

  NodeTransports {
    direct = List.copyOf(direct);
    dialBacks = List.copyOf(dialBacks);
  }

  static NodeTransports of(NodePorts ports, NodeSettings settings) {
    HostCertificate certificate = HostCertificate.issue(ports.key(), ports.random());
    Upgrader upgrader = upgrader(ports.key(), certificate, ports, settings);
    Optional<CircuitTransport> circuits =
        settings
            .reaching()
            .relays()
            .map(use -> new CircuitTransport(upgrader, ports.clock(), use.circuits()));
    return new NodeTransports(
        direct(upgrader, certificate, ports, settings), circuits, dialBacks(ports, settings));
  }

  private static List<Transport> dialBacks(NodePorts ports, NodeSettings settings) {
    if (settings.services().autonat() == Serving.NEVER) {
      return List.of();
    }
    PrivateKey other = PrivateKey.generate(KeyType.ED25519, ports.random());
    HostCertificate certificate = HostCertificate.issue(other, ports.random());
    return direct(upgrader(other, certificate, ports, settings), certificate, ports, settings);
  }

  private static Upgrader upgrader(
      PrivateKey key, HostCertificate certificate, NodePorts ports, NodeSettings settings) {
    return new Upgrader(
        settings.network().map(secret -> new PrivateNetwork(secret, ports.random())),
        securities(key, certificate, ports),
        List.of(new Yamux(YamuxSettings.DEFAULT)),
        UpgradeSettings.DEFAULT);
  }

  private static List<SecureChannel> securities(
      PrivateKey key, HostCertificate certificate, NodePorts ports) {
    Noise noise = new Noise(key, ports.random());
    return tls(certificate, ports.clock())
        .<List<SecureChannel>>map(tls -> List.of(noise, tls))
        .orElseGet(() -> List.of(noise));
  }

  /** Every peer has Noise; TLS is for those that prefer it. */
  private static Optional<SecureChannel> tls(HostCertificate certificate, Clock clock) {
    try {
      return Optional.of(new TlsSecurity(certificate, clock));
    } catch (TlsUnavailable unavailable) {
      LOG.log(Level.INFO, "connections are secured by Noise alone", unavailable);
      return Optional.empty();
    }
  }

  private static List<Transport> direct(
      Upgrader upgrader, HostCertificate certificate, NodePorts ports, NodeSettings settings) {
    List<Transport> all = new ArrayList<>();
    if (settings.ways().contains(Way.QUIC)) {
      all.add(
          new QuicTransport(
              certificate,
              ports.clock(),
              ports.loops(),
              ports.random(),
              UpgradeSettings.DEFAULT.timeout()));
    }
    if (settings.ways().contains(Way.TCP)) {
      all.add(new TcpTransport(ports.loops(), upgrader));
    }
    if (settings.ways().contains(Way.WEB_SOCKET)) {
      all.add(new WebSocketTransport(ports.loops(), upgrader, WebSocketTls.jdkTrust()));
    }
    return all;
  }

  List<Transport> all() {
    List<Transport> all = new ArrayList<>(direct);
    circuits.ifPresent(all::add);
    return all;
  }

  List<HolePuncher> punchers() {
    return direct.stream()
        .filter(HolePuncher.class::isInstance)
        .map(HolePuncher.class::cast)
        .toList();
  }
}
