package org.meshwork.libp2p.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.protocol.rendezvous.Namespace;
import org.meshwork.libp2p.protocol.rendezvous.RendezvousSettings;

/** Whom nodes find, in virtual time. */
@ExtendWith(LeakWatch.class)
class PeerFindingTest {
  private static final Namespace TOWN = new Namespace("town");
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final SimulatedNodes nodes = new SimulatedNodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private static NodeSettings finding(Finding finding) {
    return SimulatedNodes.settings().withFinding(finding.withInterval(INTERVAL));
  }

  private Node point() {
    return nodes.node(
        SimulatedNodes.settings()
            .withHashTable(Optional.empty())
            .withServices(Services.NONE.withMeetings(Serving.ALWAYS, RendezvousSettings.DEFAULT)));
  }

  private static Finding at(Node point) {
    return Finding.DEFAULT.withMeeting(new Meeting(TOWN, List.of(SimulatedNodes.address(point))));
  }

  private static boolean areConnected(Node one, Node other) {
    return !one.host().connections(other.host().id()).isEmpty();
  }

  @Test
  void staysConnectedToKeptPeersAndKnowsWhomTheyKnow() {
    Node server = nodes.server();
    Node another = nodes.server();
    nodes.join(another, server);
    Node node =
        nodes.node(finding(Finding.DEFAULT.withKept(List.of(SimulatedNodes.address(server)))));
    nodes.pass(INTERVAL);
    assertThat(areConnected(node, server)).isTrue();
    assertThat(nodes.get(node.hashTable().size())).isEqualTo(2);
    server.host().connections(node.host().id()).forEach(connection -> connection.close());
    nodes.pass(INTERVAL);
    assertThat(areConnected(node, server)).isTrue();
  }

  @Test
  void meetsThoseWhoAreRegisteredAtThePoint() {
    Node point = point();
    Node first = nodes.node(finding(at(point)));
    nodes.pass(INTERVAL);
    Node second = nodes.node(finding(at(point)));
    nodes.pass(INTERVAL);
    assertThat(areConnected(second, first)).isTrue();
  }

  @Test
  void asksThePointAgainAndAgain() {
    Node point = point();
    Node first = nodes.node(finding(at(point)));
    Node stranger =
        nodes.node(
            finding(
                Finding.DEFAULT.withMeeting(
                    new Meeting(
                        new Namespace("elsewhere"), List.of(SimulatedNodes.address(point))))));
    nodes.pass(INTERVAL.multipliedBy(3));
    assertThat(areConnected(first, stranger)).isFalse();
    Node late = nodes.node(finding(at(point).withEnough(1)));
    nodes.pass(INTERVAL.multipliedBy(2));
    // Only the first one called: the late one has enough of the point.
    assertThat(first.host().connections(late.host().id()))
        .hasSize(1)
        .allMatch(connection -> connection.isInitiator());
  }

  @Test
  void callsOnNobodyMoreWhenItHasEnough() {
    Node point = point();
    Node first = nodes.node(finding(at(point).withEnough(1)));
    nodes.pass(INTERVAL);
    Node second = nodes.node(finding(at(point).withEnough(1)));
    nodes.pass(INTERVAL.multipliedBy(3));
    assertThat(areConnected(first, second)).isFalse();
    assertThat(areConnected(first, point)).isTrue();
  }

  @Test
  void isNotFoundAnyMoreAfterItsEnd() {
    Node point = point();
    Node first = nodes.node(finding(at(point)));
    nodes.pass(INTERVAL);
    nodes.get(first.close());
    Node second = nodes.node(finding(at(point)));
    nodes.pass(INTERVAL);
    assertThat(second.host().peerStore().addresses(first.host().id())).isEmpty();
  }

  @Test
  void endsThoughThePointIsGone() {
    Node point = point();
    Node first = nodes.node(finding(at(point)));
    nodes.pass(INTERVAL);
    nodes.get(point.close());
    nodes.get(first.close());
    assertThat(first.host().connections()).isEmpty();
  }
}
