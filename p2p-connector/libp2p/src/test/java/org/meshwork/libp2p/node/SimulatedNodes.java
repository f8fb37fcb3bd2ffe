package org.meshwork.libp2p.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.host.names.NameResolver;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;
import org.meshwork.libp2p.protocol.autonat.WatchSettings;
import org.meshwork.libp2p.protocol.relay.CircuitTransport;
import org.meshwork.libp2p.protocol.relay.RelaySettings;
import org.meshwork.libp2p.security.plaintext.Plaintext;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;

/**
 * Nodes in a simulated network. All servers dial back from one place; when that is cut off,
 * everybody is behind a firewall for them.
 */
final class SimulatedNodes implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Multiaddr DIALLING_PLACE = Multiaddr.parse("/ip4/10.255.0.1");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final ServingSettings SERVING =
      new ServingSettings(Duration.ofSeconds(5), 8, 1_000, 1_000, true);

  final Simulation simulation = new Simulation(18, Links.all(Link.of(Duration.ofMillis(20))));
  private final List<Node> nodes = new ArrayList<>();

  /** Two agree; asked every 10 seconds, and every 10 minutes. */
  static NodeSettings settings() {
    Reaching reaching =
        Reaching.DEFAULT
            .withWatch(new WatchSettings(2, Duration.ofSeconds(10), Duration.ofMinutes(10), true))
            .withRelays(new RelayUse(RelayUse.DEFAULT.circuits(), List.of(), 2, true, PATIENCE));
    return NodeSettings.DEFAULT
        .withWays(Set.of(Way.TCP))
        .withReaching(reaching)
        .withGossip(Optional.empty());
  }

  static NodeSettings asking(AutonatVersion version) {
    NodeSettings settings = settings();
    return settings.withReaching(settings.reaching().withVersions(EnumSet.of(version)));
  }

  /** One that does everything for others. */
  Node server() {
    return node(
        settings()
            .withServices(
                Services.NONE
                    .withAutonat(Serving.ALWAYS, SERVING)
                    .withRelay(Serving.ALWAYS, RelaySettings.DEFAULT))
            .withHashTable(
                Optional.of(
                    new HashTableUse(
                        HashTableUse.DEFAULT.settings(),
                        HashTableUse.DEFAULT.validators(),
                        Serving.ALWAYS))));
  }

  Node node(NodeSettings settings) {
    int number = nodes.size() + 1;
    Node node = make(number, settings.withListen(Multiaddr.parse(place(number) + "/tcp/4001")));
    nodes.add(node);
    get(node.start());
    return node;
  }

  static Multiaddr place(int number) {
    return Multiaddr.parse("/ip4/10.0.1." + number);
  }

  private Node make(int number, NodeSettings settings) {
    PrivateKey key = TestHosts.key(number);
    SecureRandom random = new FixedRandom(number);
    NodePorts ports =
        new NodePorts(
            key, simulation.time(), simulation.time().date().withZone(ZoneOffset.UTC), random);
    Upgrader upgrader = upgrader(key);
    CircuitTransport circuits =
        new CircuitTransport(
            upgrader, ports.clock(), settings.reaching().relays().orElseThrow().circuits());
    NodeTransports transports =
        new NodeTransports(
            List.of(transport(place(number), upgrader)),
            Optional.of(circuits),
            List.of(transport(DIALLING_PLACE, upgrader(TestHosts.key(99)))));
    return new Node(ports, settings, transports, simulation.time(), NameResolver.none(), () -> {});
  }

  private Transport transport(Multiaddr place, Upgrader upgrader) {
    return simulation.network().transport(place, upgrader);
  }

  private static Upgrader upgrader(PrivateKey key) {
    return new Upgrader(
        Optional.empty(),
        List.of(new Plaintext(key.publicKey())),
        List.of(new Yamux(YamuxSettings.DEFAULT)),
        UpgradeSettings.DEFAULT);
  }

  void raiseFirewall() {
    simulation.network().isolate(DIALLING_PLACE);
  }

  void dropFirewall() {
    simulation.network().rejoin(DIALLING_PLACE);
  }

  void join(Node node, Node... others) {
    get(node.join(List.of(others).stream().map(SimulatedNodes::address).toList()));
  }

  static Multiaddr address(Node node) {
    return node.host()
        .listenAddresses()
        .get(0)
        .encapsulate(new Multiaddr(List.of(node.host().id().toAddressComponent())));
  }

  <T> T get(CompletionStage<T> stage) {
    return simulation.time().await(stage, LIMIT);
  }

  void pass(Duration time) {
    simulation.time().pass(time);
  }

  @Override
  public void close() {
    dropFirewall();
    nodes.forEach(node -> get(node.close()));
    simulation.close();
  }
}
