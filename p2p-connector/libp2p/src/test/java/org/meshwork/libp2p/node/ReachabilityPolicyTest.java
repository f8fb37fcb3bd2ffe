package org.meshwork.libp2p.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.Reachability;
import org.meshwork.libp2p.protocol.autonat.v1.DialServer;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.relay.CircuitTransport;
import org.meshwork.libp2p.protocol.relay.RelaySettings;

/** What nodes do by what others find of them, in virtual time. */
@ExtendWith(LeakWatch.class)
class ReachabilityPolicyTest {
  private static final Duration SOON = Duration.ofMinutes(3);

  private final SimulatedNodes nodes = new SimulatedNodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private static List<Multiaddr> circuits(Node node) {
    return node.host().addresses().stream()
        .filter(address -> address.has(AddressProtocol.P2P_CIRCUIT))
        .toList();
  }

  private static void assertKnown(Node node, Reachability reachability, Mode mode) {
    assertThat(node.reachability().host()).isEqualTo(reachability);
    assertThat(node.hashTable().mode()).isEqualTo(mode);
  }

  /** Between these two servers, and known to be so. */
  private Node settled(NodeSettings settings, Node... servers) {
    Node node = nodes.node(settings);
    nodes.join(node, servers);
    nodes.pass(SOON);
    return node;
  }

  @ParameterizedTest
  @EnumSource(AutonatVersion.class)
  void servesTheHashTableWhereOthersReachIt(AutonatVersion version) {
    Node node = nodes.node(SimulatedNodes.asking(version));
    assertKnown(node, Reachability.UNKNOWN, Mode.CLIENT);
    nodes.join(node, nodes.server(), nodes.server());
    nodes.pass(SOON);
    assertKnown(node, Reachability.PUBLIC, Mode.SERVER);
    assertThat(circuits(node)).isEmpty();
    assertThat(node.host().addresses()).containsExactlyElementsOf(node.host().listenAddresses());
  }

  @ParameterizedTest
  @EnumSource(AutonatVersion.class)
  void isReachedOverRelaysWhileItIsPrivate(AutonatVersion version) {
    nodes.raiseFirewall();
    Node caller = nodes.node(SimulatedNodes.settings());
    Node node = settled(SimulatedNodes.asking(version), nodes.server(), nodes.server());
    assertKnown(node, Reachability.PRIVATE, Mode.CLIENT);
    assertThat(circuits(node)).hasSize(2);
    Connection relayed =
        nodes.get(caller.host().connect(node.host().id(), List.of(circuits(node).get(0))));
    assertThat(relayed.isLimited()).isTrue();
    nodes.dropFirewall();
    nodes.pass(Duration.ofHours(2));
    assertKnown(node, Reachability.PUBLIC, Mode.SERVER);
    assertThat(circuits(node)).isEmpty();
    nodes.raiseFirewall();
    nodes.pass(Duration.ofHours(2));
    assertKnown(node, Reachability.PRIVATE, Mode.CLIENT);
    assertThat(circuits(node)).hasSize(2);
  }

  @Test
  void serverModeDoesNotOutliveAVerdictOnOtherAddresses() {
    Node node = settled(SimulatedNodes.asking(AutonatVersion.V1), nodes.server(), nodes.server());
    assertKnown(node, Reachability.PUBLIC, Mode.SERVER);
    nodes.raiseFirewall();
    nodes.get(node.host().listen(Multiaddr.parse(SimulatedNodes.place(3) + "/tcp/4002")));
    assertKnown(node, Reachability.UNKNOWN, Mode.CLIENT);
    nodes.pass(SOON);
    assertKnown(node, Reachability.PRIVATE, Mode.CLIENT);
  }

  @Test
  void findsAnotherRelayForOneThatStaysLost() {
    nodes.raiseFirewall();
    Node[] servers = {nodes.server(), nodes.server(), nodes.server()};
    Node node = settled(SimulatedNodes.settings(), servers);
    List<Multiaddr> before = circuits(node);
    Node lost =
        Stream.of(servers).filter(server -> leadsOver(before.get(0), server)).findFirst().get();
    nodes.get(lost.close());
    nodes.pass(SimulatedNodes.PATIENCE.multipliedBy(2));
    assertThat(circuits(node))
        .hasSize(2)
        .contains(before.get(1))
        .noneMatch(address -> leadsOver(address, lost));
  }

  private static boolean leadsOver(Multiaddr circuit, Node relay) {
    return circuit.toString().contains(relay.host().id().toString());
  }

  @Test
  void asksTheRelaysItWasToldOfFirstAndProtectsThem() {
    nodes.raiseFirewall();
    Node told = nodes.server();
    NodeSettings settings = SimulatedNodes.settings();
    RelayUse use =
        new RelayUse(
            RelayUse.DEFAULT.circuits(),
            List.of(SimulatedNodes.address(told)),
            1,
            true,
            SimulatedNodes.PATIENCE);
    Node node =
        settled(
            settings.withReaching(settings.reaching().withRelays(use)),
            nodes.server(),
            nodes.server());
    assertThat(circuits(node))
        .containsExactly(SimulatedNodes.address(told).encapsulate(Multiaddr.parse("/p2p-circuit")));
    assertThat(node.host().connectionManager().isProtected(told.host().id())).isTrue();
  }

  @Test
  void servesOnlyWhilePublicIfItIsToldSo() {
    Services services =
        Services.NONE
            .withAutonat(Serving.WHEN_PUBLIC, Services.NONE.dialBacks())
            .withRelay(Serving.WHEN_PUBLIC, RelaySettings.DEFAULT);
    Node node = nodes.node(SimulatedNodes.settings().withServices(services));
    assertThat(node.host().protocols()).doesNotContain(DialServer.PROTOCOL, CircuitTransport.HOP);
    nodes.join(node, nodes.server(), nodes.server());
    nodes.pass(SOON);
    assertThat(node.host().protocols()).contains(DialServer.PROTOCOL, CircuitTransport.HOP);
    nodes.raiseFirewall();
    nodes.pass(Duration.ofHours(2));
    assertThat(node.host().protocols()).doesNotContain(DialServer.PROTOCOL, CircuitTransport.HOP);
  }

  @Test
  void endsEverythingWhenItIsClosed() {
    nodes.raiseFirewall();
    Node node = settled(SimulatedNodes.settings(), nodes.server(), nodes.server());
    List<Reachability> heard = new ArrayList<>();
    node.addListener(report -> heard.add(report.host()));
    nodes.get(node.close());
    assertThat(node.host().protocols()).isEmpty();
    assertThat(node.host().connections()).isEmpty();
    assertThat(node.host().listenAddresses()).isEmpty();
    nodes.dropFirewall();
    nodes.pass(Duration.ofHours(2));
    assertThat(heard).isEmpty();
  }
}
