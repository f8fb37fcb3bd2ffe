package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.id;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Peers that flood, lie and repeat: what they get, and what it costs them. */
class HostilePeersTest {
  private static final double GRAYLIST = TestRouter.STRICT.thresholds().graylist();

  private static List<MessageId> ids(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> new MessageId(Bytes.utf8("id " + number)))
        .toList();
  }

  @Test
  void asksForNoMoreThanItsBoundsHoweverMuchIsAdvertised() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.heard();
    for (int rpc = 0; rpc < 50; rpc++) {
      peer.has(NEWS, ids(rpc * 2_000, 2_000));
    }
    assertThat(peer.heard().wanted()).hasSize(5_000);
    node.heartbeats(1);
    for (int rpc = 0; rpc < 50; rpc++) {
      peer.has(NEWS, ids(1_000_000 + rpc, 1));
    }
    // Ten advertisements each heartbeat.
    assertThat(peer.heard().wanted()).hasSize(10);
  }

  @Test
  void graylistsPeersThatAdvertiseWhatTheyDoNotHave() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    int heartbeats = 0;
    while (peer.score() >= GRAYLIST && heartbeats < 60) {
      for (int rpc = 0; rpc < 10; rpc++) {
        peer.has(NEWS, ids(heartbeats * 1_000 + rpc * 10, 10));
      }
      node.heartbeats(1);
      heartbeats++;
    }
    // After the three seconds of the first.
    assertThat(heartbeats).isBetween(3, 5);
    assertThat(node.router.mesh(NEWS)).isEmpty();
    peer.heard();
    peer.has(NEWS, ids(99_999, 1)).sends(peer.message(NEWS, "hello"));
    assertThat(peer.heard().wanted()).isEmpty();
    assertThat(node.texts()).isEmpty();
  }

  @Test
  void holdsNoPromiseAgainstPeersWhoseMessageAnotherSent() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    TestPeer other = node.peer(2).subscribe(NEWS);
    PubSubMessage message = other.message(NEWS, "hello");
    peer.has(NEWS, List.of(id(message)));
    other.sends(message);
    node.heartbeats(5);
    assertThat(peer.score()).isNotNegative();
  }

  @Test
  void sendsAMessageThreeTimesToAPeerThatKeepsAsking() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1);
    MessageId id = node.publish(NEWS, "hello").id();
    peer.heard();
    for (int rpc = 0; rpc < 100; rpc++) {
      peer.wants(List.of(id, id, id));
    }
    assertThat(peer.heard().messages()).hasSize(3);
  }

  @Test
  void looksUpNoMoreIdsThanItsBoundEachHeartbeat() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1);
    MessageId id = node.publish(NEWS, "hello").id();
    peer.heard();
    peer.wants(ids(0, 5_000)).wants(List.of(id));
    assertThat(peer.heard().messages()).isEmpty();
    node.heartbeats(1);
    peer.wants(List.of(id));
    assertThat(peer.heard().messages()).hasSize(1);
  }

  @Test
  void graylistsPeersThatGraftDuringTheBackoff() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer =
        node.peer(1)
            .subscribe(NEWS)
            .prunes(new Prune(NEWS, List.of(), Optional.of(Duration.ofMinutes(1))));
    peer.heard();
    int grafts = 0;
    while (peer.score() >= GRAYLIST && grafts < 100) {
      peer.grafts(NEWS, NEWS, NEWS);
      grafts++;
    }
    assertThat(grafts).isEqualTo(3);
    assertThat(peer.heard().pruned()).hasSize(3);
    peer.grafts(NEWS);
    // Not even answered any more.
    assertThat(peer.sent.take()).isEmpty();
  }

  @Test
  void graylistsPeersThatSendInvalidMessages() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    PubSubMessage good = peer.message(NEWS, "hello");
    int sent = 0;
    while (peer.score() >= GRAYLIST && sent < 100) {
      PubSubMessage forged =
          new PubSubMessage(
              good.from(),
              Optional.of(Bytes.utf8("forged " + sent)),
              good.sequence(),
              NEWS,
              good.signature(),
              good.key(),
              Bytes.EMPTY);
      peer.sends(forged);
      sent++;
    }
    assertThat(sent).isEqualTo(5);
    node.heartbeats(60);
    // It is not forgotten soon, nor by leaving.
    node.router.disconnected(peer.peer);
    assertThat(node.router.score(peer.id)).isLessThan(-70);
    assertThat(node.texts()).isEmpty();
  }

  @Test
  void keepsNoMoreSubscriptionsThanItsBound() {
    TestRouter node =
        new TestRouter(TestRouter.STRICT.withBounds(BoundSettings.DEFAULT.withTopics(10, 100)));
    TestPeer peer = node.peer(1);
    Topic[] topics =
        IntStream.range(0, 1_000)
            .mapToObj(number -> new Topic("topic " + number))
            .toArray(Topic[]::new);
    peer.subscribe(topics);
    assertThat(peer.peer.topics).hasSize(100);
    assertThat(peer.score()).isEqualTo(-10.0);
    peer.subscribe(topics).subscribe(topics).subscribe(topics).subscribe(topics);
    assertThat(peer.score()).isLessThan(GRAYLIST);
    node.router.disconnected(peer.peer);
    assertThat(node.router.peers(topics[0])).isEmpty();
  }

  @Test
  void keepsNoMoreRefusalsThanItsBound() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.refuses(ids(0, 4_999)).refuses(ids(10_000, 4_999));
    assertThat(peer.peer.refuses(ids(10_000, 1).get(0))).isTrue();
    assertThat(peer.peer.refuses(ids(10_001, 1).get(0))).isFalse();
    node.heartbeats(4);
    assertThat(peer.peer.refuses(ids(0, 1).get(0))).isFalse();
  }

  @Test
  void tellsARepeaterNothingAndGivesItNoCredit() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer author = node.peer(1).subscribe(NEWS);
    TestPeer repeater = node.peer(2).subscribe(NEWS);
    List<PubSubMessage> messages = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      messages.add(author.message(NEWS, "message " + number));
    }
    author.sends(messages.toArray(PubSubMessage[]::new));
    double before = repeater.score();
    for (int times = 0; times < 20; times++) {
      repeater.sends(messages.toArray(PubSubMessage[]::new));
    }
    assertThat(node.texts()).hasSize(50);
    assertThat(repeater.score()).isEqualTo(before);
  }

  @Test
  void dropsGossipThenMessagesOfASlowPeerAndThinksLessOfIt() {
    int maxRpc = 1_024;
    TestRouter node =
        new TestRouter(
                TestRouter.STRICT.withBounds(
                    BoundSettings.DEFAULT.withBytes(maxRpc, 4_096, 1 << 20)))
            .subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.heard();
    peer.sent.stall();
    node.publish(NEWS, "blocks");
    peer.peer.queue.gossip(Bytes.of(new byte[0]));
    peer.heard();
    double before = peer.score();
    int queued = 0;
    while (queued < 100 && node.publish(NEWS, "x".repeat(500)).peers() == 1) {
      queued++;
    }
    assertThat(queued).isBetween(4, 8);
    assertThat(peer.score()).isLessThan(before);
    peer.sent.goOn();
    node.time.settle();
    assertThat(peer.heard().messages()).hasSize(queued);
    assertThat(peer.sent.sizes).allMatch(size -> size <= maxRpc);
    assertThat(node.publish(NEWS, "again").peers()).isEqualTo(1);
  }

  @Test
  void resetsTheStreamOfAPeerThatDoesNotEvenTakeControl() {
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT.withBounds(BoundSettings.DEFAULT.withBytes(1_024, 4_096, 1 << 20)));
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.sent.stall();
    for (int number = 0; number < 500 && !peer.sent.isReset; number++) {
      node.router.subscribe(new Topic("topic " + number), message -> {});
      node.time.settle();
    }
    assertThat(peer.sent.isReset).isTrue();
    assertThat(peer.peer.queue.isAttached()).isFalse();
  }
}
