package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.SPORT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;

class MeshTest {
  private static final Duration BACKOFF = PruneSettings.DEFAULT.backoff();

  @Test
  void tellsPeersOfSubscriptions() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1);
    assertThat(peer.heard().subscriptions()).containsExactly(new Subscription(NEWS, true));
    node.subscribe(SPORT);
    node.router.unsubscribe(NEWS);
    node.time.settle();
    assertThat(peer.heard().subscriptions())
        .containsExactly(new Subscription(SPORT, true), new Subscription(NEWS, false));
    assertThat(node.router.topics()).containsExactly(SPORT);
  }

  @Test
  void graftsUpToTheDegree() {
    TestRouter node = new TestRouter();
    List<TestPeer> peers = node.peers(20, NEWS);
    node.subscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).hasSize(6);
    List<PeerId> told =
        peers.stream()
            .filter(peer -> peer.heard().grafted().equals(List.of(NEWS)))
            .map(peer -> peer.id)
            .toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(node.router.mesh(NEWS));
  }

  @Test
  void graftsPeersThatSubscribeWhileTheMeshIsSmall() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    node.peers(20, NEWS);
    assertThat(node.router.mesh(NEWS)).hasSize(4);
    node.heartbeats(1);
    // No smaller than the least, so it is left as it is.
    assertThat(node.router.mesh(NEWS)).hasSize(4);
  }

  @Test
  void fillsUpWhenItHasBecomeTooSmall() {
    TestRouter node = new TestRouter();
    List<TestPeer> peers = node.peers(20, NEWS);
    node.subscribe(NEWS);
    peers.stream()
        .filter(peer -> node.router.mesh(NEWS).contains(peer.id))
        .limit(3)
        .toList()
        .forEach(peer -> peer.prunes(new Prune(NEWS, List.of(), Optional.of(BACKOFF))));
    assertThat(node.router.mesh(NEWS)).hasSize(3);
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).hasSize(6);
  }

  @Test
  void prunesDownToTheDegreeAndKeepsTheBestAndTheDialled() {
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT,
            Surroundings.DEFAULT.withApplicationScores(
                peer -> peer.equals(TestHosts.peer(3)) || peer.equals(TestHosts.peer(5)) ? 5 : 0));
    node.subscribe(NEWS);
    List<TestPeer> peers = new ArrayList<>();
    for (int number = 1; number <= 16; number++) {
      // The last three were dialled: they may graft even where the mesh is full.
      peers.add(node.peer(number, PeerKind.V1_2, number > 13).subscribe(NEWS).grafts(NEWS));
    }
    assertThat(node.router.mesh(NEWS)).hasSize(15);
    // The thirteenth came when the mesh was full.
    assertThat(peers.get(12).heard().pruned()).hasSize(1);
    peers.forEach(TestPeer::heard);
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).hasSize(6).contains(TestHosts.peer(3), TestHosts.peer(5));
    assertThat(
            node.router.mesh(NEWS).stream()
                .filter(
                    id -> IntStream.of(14, 15, 16).mapToObj(TestHosts::peer).anyMatch(id::equals)))
        .hasSizeGreaterThanOrEqualTo(2);
    List<Prune> told = peers.stream().flatMap(peer -> peer.heard().pruned().stream()).toList();
    assertThat(told).hasSize(9).allMatch(prune -> prune.backoff().equals(Optional.of(BACKOFF)));
  }

  @Test
  void addsDialledPeersToAMeshWithoutThem() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    for (int number = 1; number <= 6; number++) {
      node.peer(number).subscribe(NEWS).grafts(NEWS);
    }
    node.peer(7, PeerKind.V1_2, true).subscribe(NEWS);
    node.peer(8, PeerKind.V1_2, true).subscribe(NEWS);
    node.peer(9, PeerKind.V1_2, true).subscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).hasSize(6);
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).hasSize(8);
  }

  @Test
  void takesNobodyWhoIsBad() {
    TestRouter node = new TestRouter();
    List<TestPeer> peers = node.peers(3, NEWS);
    node.router.violated(peers.get(0).peer);
    node.subscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).doesNotContain(peers.get(0).id).hasSize(2);
    peers.get(0).heard();
    peers.get(0).grafts(NEWS);
    assertThat(peers.get(0).heard().pruned()).hasSize(1);
    node.router.violated(peers.get(1).peer);
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).containsExactly(peers.get(2).id);
    assertThat(peers.get(1).heard().pruned()).hasSize(1);
  }

  @Test
  void answersNoGraftsOfUnknownTopics() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1);
    peer.heard();
    peer.grafts(SPORT);
    assertThat(peer.sent.take()).isEmpty();
  }

  @Test
  void acceptsAGraftBeforeItsOwnStreamIsThere() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.unattached(1, PeerKind.V1_2, false).subscribe(NEWS).grafts(NEWS);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
    Published published = node.publish(NEWS, "early");
    peer.attach();
    assertThat(peer.heard().messages()).hasSize(1);
    assertThat(published.peers()).isEqualTo(1);
  }

  @Test
  void forgetsPeersThatUnsubscribeOrGo() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer one = node.peer(1).subscribe(NEWS);
    TestPeer other = node.peer(2).subscribe(NEWS);
    one.unsubscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).containsExactly(other.id);
    assertThat(node.router.peers(NEWS)).containsExactly(other.id);
    node.router.disconnected(other.peer);
    assertThat(node.router.mesh(NEWS)).isEmpty();
    assertThat(node.router.peers(NEWS)).isEmpty();
  }

  @Test
  void hasNoFloodsubPeersInTheMesh() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer old = node.peer(1, PeerKind.FLOODSUB, false).subscribe(NEWS);
    TestPeer author = node.peer(2).subscribe(NEWS);
    old.heard();
    assertThat(node.router.mesh(NEWS)).containsExactly(author.id);
    author.sends(author.message(NEWS, "for all"));
    node.publish(NEWS, "mine");
    assertThat(old.heard().messages()).hasSize(2);
  }

  @Test
  void graftsBetterPeersWhereTheMeshIsPoor() {
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT,
            Surroundings.DEFAULT.withApplicationScores(
                peer ->
                    IntStream.range(20, 25).mapToObj(TestHosts::peer).anyMatch(peer::equals)
                        ? 3
                        : 0.1));
    node.subscribe(NEWS);
    for (int number = 1; number <= 6; number++) {
      node.peer(number).subscribe(NEWS).grafts(NEWS);
    }
    for (int number = 20; number < 25; number++) {
      node.peer(number).subscribe(NEWS);
    }
    node.heartbeats(59);
    assertThat(node.router.mesh(NEWS)).hasSize(6);
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).hasSize(8);
  }

  @Test
  void keepsDirectPeersOutOfTheMeshAndSendsThemAll() {
    PeerId direct = TestHosts.peer(1);
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT
                .withDirectPeers(Map.of(direct, List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"))))
                .withMesh(MeshSettings.DEFAULT.withFloodPublish(false)));
    node.subscribe(NEWS);
    node.heartbeats(1);
    assertThat(node.dialled).containsExactly(direct);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.heard();
    assertThat(node.router.mesh(NEWS)).isEmpty();
    peer.grafts(NEWS);
    assertThat(peer.heard().pruned()).hasSize(1);
    // However bad, it is heard and told.
    for (int times = 0; times < 20; times++) {
      node.router.violated(peer.peer);
    }
    TestPeer other = node.peer(2).subscribe(NEWS);
    other.sends(other.message(NEWS, "one"));
    node.publish(NEWS, "two");
    assertThat(peer.heard().messages()).hasSize(2);
    peer.sends(peer.message(NEWS, "three"));
    assertThat(node.texts()).containsExactly("one", "three");
    node.heartbeats(300);
    assertThat(node.dialled).hasSize(1);
    node.router.disconnected(peer.peer);
    node.heartbeats(300);
    assertThat(node.dialled).hasSize(2);
  }

  @Test
  void isNoMeshWhereAllDegreesAreZero() {
    TestRouter node =
        new TestRouter(TestRouter.STRICT.withMesh(MeshSettings.DEFAULT.withDegrees(0, 0, 0, 0, 0)));
    node.subscribe(NEWS);
    List<TestPeer> peers = node.peers(5, NEWS);
    peers.get(0).grafts(NEWS);
    node.heartbeats(2);
    assertThat(node.router.mesh(NEWS)).isEmpty();
    assertThat(peers.get(0).heard().pruned().get(0).peers()).hasSize(4);
  }
}
