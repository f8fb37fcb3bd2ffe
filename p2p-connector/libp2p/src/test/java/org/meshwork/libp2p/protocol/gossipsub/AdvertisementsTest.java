package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.SPORT;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.id;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;

/** What peers tell each other of messages that they have, want, and do not want. */
class AdvertisementsTest {
  private static final GossipSubSettings NO_FLOOD =
      TestRouter.STRICT.withMesh(MeshSettings.DEFAULT.withFloodPublish(false));

  @Test
  void tellsOthersOfMessagesForAWhile() {
    TestRouter node = new TestRouter(NO_FLOOD);
    List<TestPeer> peers = node.peers(40, NEWS);
    node.subscribe(NEWS);
    MessageId id = node.publish(NEWS, "hello").id();
    List<TestPeer> others =
        peers.stream().filter(peer -> !node.router.mesh(NEWS).contains(peer.id)).toList();
    for (int beat = 0; beat < 3; beat++) {
      node.heartbeats(1);
      long told =
          others.stream()
              .filter(
                  peer ->
                      peer.heard().advertisements().stream()
                          .anyMatch(one -> one.topic().equals(NEWS) && one.ids().contains(id)))
              .count();
      // A quarter of 34.
      assertThat(told).isEqualTo(8);
    }
    node.heartbeats(1);
    assertThat(others).allMatch(peer -> peer.heard().advertisements().isEmpty());
    // Kept for longer than told of.
    others.get(0).wants(List.of(id));
    assertThat(others.get(0).heard().messages()).hasSize(1);
    node.heartbeats(1);
    others.get(0).wants(List.of(id));
    assertThat(others.get(0).heard().messages()).isEmpty();
  }

  @Test
  void tellsNothingToThoseBelowTheThreshold() {
    TestRouter node = new TestRouter(NO_FLOOD).subscribe(NEWS);
    List<TestPeer> peers = node.peers(6, NEWS);
    TestPeer bad = peers.get(5);
    node.publish(NEWS, "hello");
    node.router.violated(bad.peer);
    bad.heard();
    node.heartbeats(1);
    assertThat(bad.heard().advertisements()).isEmpty();
    bad.has(NEWS, List.of(new MessageId(Bytes.utf8("unknown"))));
    assertThat(bad.heard().wanted()).isEmpty();
  }

  @Test
  void asksForMessagesThatItDoesNotKnow() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    PubSubMessage known = peer.message(NEWS, "known");
    PubSubMessage unknown = peer.message(NEWS, "unknown");
    peer.sends(known);
    peer.heard();
    peer.has(NEWS, List.of(id(known), id(unknown))).has(SPORT, List.of(id(unknown)));
    assertThat(peer.heard().wanted()).containsExactly(id(unknown));
    peer.sends(unknown);
    node.heartbeats(5);
    assertThat(node.texts()).containsExactly("known", "unknown");
    assertThat(peer.score()).isPositive();
  }

  @Test
  void tellsMeshPeersThatItHasALargeMessage() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer sender = node.peer(1).subscribe(NEWS);
    TestPeer next = node.peer(2).subscribe(NEWS);
    TestPeer old = node.peer(3, PeerKind.V1_1, false).subscribe(NEWS);
    PubSubMessage small = sender.message(NEWS, "small");
    PubSubMessage large = sender.message(NEWS, "x".repeat(2_000));
    List.of(sender, next, old).forEach(TestPeer::heard);
    sender.sends(small, large);
    assertThat(next.heard().unwanted()).containsExactly(id(large));
    assertThat(old.heard().unwanted()).isEmpty();
    assertThat(sender.heard().unwanted()).isEmpty();
  }

  @Test
  void sendsNothingThatAPeerRefuses() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer sender = node.peer(1).subscribe(NEWS);
    TestPeer next = node.peer(2).subscribe(NEWS);
    PubSubMessage first = sender.message(NEWS, "first");
    next.refuses(List.of(id(first)));
    next.heard();
    sender.sends(first);
    assertThat(next.heard().messages()).isEmpty();
    // Nor what waits already.
    PubSubMessage second = sender.message(NEWS, "second");
    next.sent.stall();
    sender.sends(sender.message(NEWS, "blocks")).sends(second);
    next.refuses(List.of(id(second)));
    next.sent.goOn();
    node.time.settle();
    Rpc heard = next.heard();
    assertThat(heard.messages()).noneMatch(message -> message.equals(second));
    // Refusals are forgotten after some heartbeats.
    PubSubMessage third = sender.message(NEWS, "third");
    next.refuses(List.of(id(third)));
    node.heartbeats(4);
    sender.sends(third);
    assertThat(next.heard().messages()).containsExactly(third);
  }
}
