package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.SPORT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;

class MessagesTest {
  private static final GossipSubSettings NO_FLOOD =
      TestRouter.STRICT.withMesh(MeshSettings.DEFAULT.withFloodPublish(false));

  @Test
  void passesMessagesOnToTheMeshAndNotBack() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    List<TestPeer> peers = node.peers(5, NEWS);
    assertThat(node.router.mesh(NEWS)).hasSize(4);
    TestPeer sender = peers.get(4);
    TestPeer author = peers.get(0);
    PubSubMessage message = author.message(NEWS, "hello");
    peers.forEach(TestPeer::heard);
    sender.sends(message);
    assertThat(node.texts()).containsExactly("hello");
    assertThat(node.received.get(0).sender()).isEqualTo(sender.id);
    assertThat(node.received.get(0).author()).contains(author.id);
    assertThat(peers.get(1).heard().messages()).containsExactly(message);
    assertThat(author.heard().messages()).isEmpty();
    assertThat(sender.heard().messages()).isEmpty();
  }

  @Test
  void hearsAMessageOnce() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    List<TestPeer> peers = node.peers(3, NEWS);
    PubSubMessage message = peers.get(0).message(NEWS, "hello");
    peers.forEach(peer -> peer.sends(message, message));
    node.heartbeats(100);
    peers.forEach(peer -> peer.sends(message));
    assertThat(node.texts()).containsExactly("hello");
  }

  @Test
  void forgetsMessagesAfterATime() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    PubSubMessage message = peer.message(NEWS, "hello");
    peer.sends(message);
    node.heartbeats(121);
    peer.sends(message);
    assertThat(node.texts()).containsExactly("hello", "hello");
  }

  @Test
  void remembersNoMoreMessagesThanItsBound() {
    TestRouter node =
        new TestRouter(
                TestRouter.STRICT.withBounds(
                    BoundSettings.DEFAULT.withSeen(Duration.ofMinutes(2), 2)))
            .subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    PubSubMessage first = peer.message(NEWS, "1");
    peer.sends(first, peer.message(NEWS, "2"), first, peer.message(NEWS, "3"), first);
    assertThat(node.texts()).containsExactly("1", "2", "3", "1");
  }

  @Test
  void takesNoMessagesOfOtherTopics() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    peer.sends(peer.message(SPORT, "goal"));
    node.subscribe(SPORT);
    assertThat(node.texts()).isEmpty();
    assertThat(peer.score()).isNotNegative();
  }

  @Test
  void publishesToAllPeersOfTheTopic() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    List<TestPeer> peers = node.peers(20, NEWS);
    TestPeer other = node.peer(21).subscribe(SPORT);
    peers.forEach(TestPeer::heard);
    assertThat(node.publish(NEWS, "hello").peers()).isEqualTo(20);
    assertThat(peers).allMatch(peer -> peer.heard().messages().size() == 1);
    assertThat(other.heard().messages()).isEmpty();
    // Own messages are not heard, and not taken back.
    assertThat(node.texts()).isEmpty();
  }

  @Test
  void publishesToTheMeshOnlyWhereToldSo() {
    TestRouter node = new TestRouter(NO_FLOOD);
    node.peers(20, NEWS);
    node.subscribe(NEWS);
    assertThat(node.publish(NEWS, "hello").peers()).isEqualTo(6);
  }

  @Test
  void publishesToTheSamePeersWithoutSubscribingAndGraftsThemLater() {
    TestRouter node = new TestRouter(NO_FLOOD);
    List<TestPeer> peers = node.peers(20, NEWS);
    assertThat(node.publish(NEWS, "one").peers()).isEqualTo(6);
    List<TestPeer> chosen =
        peers.stream().filter(peer -> peer.heard().messages().size() == 1).toList();
    assertThat(chosen).hasSize(6);
    node.publish(NEWS, "two");
    assertThat(chosen).allMatch(peer -> peer.heard().messages().size() == 1);
    node.heartbeats(59);
    node.subscribe(NEWS);
    assertThat(node.router.mesh(NEWS))
        .containsExactlyInAnyOrderElementsOf(chosen.stream().map(peer -> peer.id).toList());
  }

  @Test
  void choosesOtherPeersAfterATimeWithoutPublishing() {
    TestRouter node = new TestRouter(NO_FLOOD);
    List<TestPeer> peers = node.peers(200, NEWS);
    node.publish(NEWS, "one");
    List<TestPeer> chosen =
        peers.stream().filter(peer -> peer.heard().messages().size() == 1).toList();
    node.heartbeats(61);
    node.publish(NEWS, "two");
    List<TestPeer> later =
        peers.stream().filter(peer -> peer.heard().messages().size() == 1).toList();
    assertThat(later).hasSize(6).isNotEqualTo(chosen);
  }

  @Test
  void sendsOwnMessagesToNobodyBelowTheThreshold() {
    TestRouter node = new TestRouter();
    List<TestPeer> peers = node.peers(2, NEWS);
    node.router.violated(peers.get(0).peer);
    // Not yet graylisted: -10 * 4 * 4.
    assertThat(peers.get(0).score()).isEqualTo(-160.0);
    assertThat(node.publish(NEWS, "hello").peers()).isEqualTo(1);
  }

  @Test
  void publishesNothingTooLarge() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    assertThatExceptionOfType(ConnectionFailed.class)
        .isThrownBy(() -> node.publish(NEWS, "x".repeat(1 << 20)))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.TOO_MUCH));
    node.peer(1).subscribe(NEWS);
    assertThat(node.publish(NEWS, "x".repeat((1 << 20) - 300)).peers()).isEqualTo(1);
  }

  @Test
  void boundsTopicsOfItsOwn() {
    TestRouter node = new TestRouter(NO_FLOOD.withBounds(BoundSettings.DEFAULT.withTopics(1, 1)));
    node.subscribe(NEWS).subscribe(NEWS);
    assertThatExceptionOfType(ConnectionFailed.class).isThrownBy(() -> node.subscribe(SPORT));
    node.publish(SPORT, "one");
    assertThatExceptionOfType(ConnectionFailed.class)
        .isThrownBy(
            () ->
                node.publish(
                    new org.meshwork.libp2p.protocol.gossipsub.wire.Topic("third"), "one"));
  }
}
