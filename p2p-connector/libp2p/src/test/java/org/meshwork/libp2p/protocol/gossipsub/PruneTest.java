package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.gossipsub.wire.ProposedPeer;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;

/** How peers leave a mesh, when they may come back, and whom they are told of instead. */
class PruneTest {
  private static final Duration BACKOFF = PruneSettings.DEFAULT.backoff();

  private static Prune prune(Duration backoff) {
    return new Prune(NEWS, List.of(), Optional.of(backoff));
  }

  @Test
  void waitsForTheBackoffAndALittleLonger() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
    peer.prunes(prune(Duration.ofSeconds(10)));
    peer.heard();
    node.heartbeats(11);
    assertThat(node.router.mesh(NEWS)).isEmpty();
    assertThat(peer.heard().grafted()).isEmpty();
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
    assertThat(peer.heard().grafted()).containsExactly(NEWS);
    assertThat(peer.score()).isNotNegative();
  }

  @Test
  void waitsNoLongerThanItsBound() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS).prunes(prune(Duration.ofDays(300)));
    node.time.pass(Duration.ofMinutes(61));
    node.heartbeats(1);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
  }

  @Test
  void penalisesGraftsThatComeTooEarly() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS).prunes(prune(BACKOFF));
    peer.heard();
    peer.grafts(NEWS);
    // Within ten seconds it counts twice: -10 * 2 * 2.
    assertThat(peer.score()).isEqualTo(-40.0);
    assertThat(peer.heard().pruned()).containsExactly(prune(BACKOFF));
    node.heartbeats(59);
    peer.grafts(NEWS);
    // One second too early, and it begins anew.
    assertThat(peer.score()).isLessThanOrEqualTo(-10.0).isGreaterThan(-11.0);
    node.heartbeats(61);
    peer.grafts(NEWS);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
  }

  @Test
  void forgivesAGraftThatCrossesAPrune() {
    TestRouter node = new TestRouter(GossipSubSettings.DEFAULT).subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS).prunes(prune(BACKOFF)).grafts(NEWS);
    assertThat(peer.score()).isZero();
    peer.grafts(NEWS);
    assertThat(peer.score()).isEqualTo(-40.0);
  }

  @Test
  void leavesWithAShorterBackoff() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.heard();
    node.router.unsubscribe(NEWS);
    node.time.settle();
    assertThat(peer.heard().pruned()).containsExactly(prune(Duration.ofSeconds(10)));
    node.subscribe(NEWS);
    assertThat(node.router.mesh(NEWS)).isEmpty();
    node.heartbeats(12);
    assertThat(node.router.mesh(NEWS)).containsExactly(peer.id);
  }

  @Test
  void spares1_0PeersWhatTheyDoNotKnow() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer old = node.peer(1, PeerKind.V1_0, false).subscribe(NEWS);
    old.heard();
    node.router.unsubscribe(NEWS);
    node.time.settle();
    assertThat(old.heard().pruned()).containsExactly(new Prune(NEWS, List.of(), Optional.empty()));
  }

  @Test
  void proposesPeersToThoseItHasNoRoomFor() {
    CertifiedPeerRecord record = record(2);
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT,
            Surroundings.DEFAULT.withRecords(
                peer -> Optional.of(record).filter(r -> r.content().peer().equals(peer))));
    node.subscribe(NEWS);
    for (int number = 1; number <= 12; number++) {
      node.peer(number).subscribe(NEWS).grafts(NEWS);
    }
    TestPeer late = node.peer(13).subscribe(NEWS).grafts(NEWS);
    List<ProposedPeer> proposed = late.heard().pruned().get(0).peers();
    assertThat(proposed)
        .hasSize(12)
        .contains(new ProposedPeer(TestHosts.peer(2), Optional.of(record.envelope().encode())))
        .contains(new ProposedPeer(TestHosts.peer(1), Optional.empty()));
    TestPeer old = node.peer(14, PeerKind.V1_0, false).subscribe(NEWS).grafts(NEWS);
    assertThat(old.heard().pruned().get(0).peers()).isEmpty();
  }

  private static CertifiedPeerRecord record(int number) {
    return CertifiedPeerRecord.seal(
        TestHosts.key(number),
        new PeerRecord(
            TestHosts.peer(number), 1, List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"))));
  }

  @Test
  void connectsToPeersThatTrustedPeersPropose() {
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT,
            Surroundings.DEFAULT.withApplicationScores(
                peer -> peer.equals(TestHosts.peer(1)) ? 100 : 5));
    node.subscribe(NEWS);
    TestPeer trusted = node.peer(1).subscribe(NEWS);
    TestPeer other = node.peer(2).subscribe(NEWS);
    Bytes good = record(20).envelope().encode();
    byte[] forged = good.toArray();
    forged[forged.length - 1] ^= 1;
    List<ProposedPeer> proposed =
        List.of(
            new ProposedPeer(TestHosts.peer(20), Optional.of(good)),
            new ProposedPeer(TestHosts.peer(21), Optional.of(good)),
            new ProposedPeer(TestHosts.peer(22), Optional.of(Bytes.of(forged))),
            new ProposedPeer(TestHosts.peer(23), Optional.empty()),
            new ProposedPeer(TestHosts.peer(2), Optional.of(record(2).envelope().encode())));
    other.prunes(new Prune(NEWS, proposed, Optional.empty()));
    assertThat(node.dialled).isEmpty();
    trusted.prunes(new Prune(NEWS, proposed, Optional.empty()));
    assertThat(node.dialled).containsExactly(TestHosts.peer(20));
  }

  @Test
  void dialsNoMoreProposedPeersThanItsBound() {
    PruneSettings few =
        new PruneSettings(
            BACKOFF, Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1), 16, 3);
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT.withPrune(few),
            Surroundings.DEFAULT.withApplicationScores(peer -> 100));
    node.subscribe(NEWS);
    List<ProposedPeer> proposed =
        IntStream.range(20, 30)
            .mapToObj(
                number ->
                    new ProposedPeer(
                        TestHosts.peer(number), Optional.of(record(number).envelope().encode())))
            .toList();
    node.peer(1).subscribe(NEWS).prunes(new Prune(NEWS, proposed, Optional.empty()));
    assertThat(node.dialled).hasSize(3);
  }
}
