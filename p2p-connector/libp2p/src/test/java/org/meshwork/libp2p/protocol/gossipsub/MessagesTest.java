package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.SPORT;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.id;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;

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

  @Test
  void refusesWhatIsNotSignedWell() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    TestPeer other = node.peer(2).subscribe(NEWS);
    other.heard();
    PubSubMessage good = peer.message(NEWS, "hello");
    PubSubMessage forged =
        new PubSubMessage(
            good.from(),
            Optional.of(Bytes.utf8("bye")),
            good.sequence(),
            NEWS,
            good.signature(),
            good.key(),
            Bytes.EMPTY);
    double before = peer.score();
    peer.sends(forged);
    assertThat(node.texts()).isEmpty();
    assertThat(other.heard().messages()).isEmpty();
    assertThat(peer.score()).isLessThan(before - 9);
    // It has the id of the good one, which is heard nevertheless.
    other.sends(good);
    assertThat(node.texts()).containsExactly("hello");
    peer.sends(PubSubMessage.anonymous(NEWS, Bytes.utf8("who?")));
    assertThat(node.texts()).containsExactly("hello");
    assertThat(peer.score()).isLessThan(before - 36);
  }

  @Test
  void takesAnonymousMessagesOnlyWhereToldSo() {
    TestRouter node =
        new TestRouter(
            TestRouter.STRICT.withSignatures(SignaturePolicy.STRICT_NO_SIGN),
            Surroundings.DEFAULT.withMessageIds(MessageIds.BY_CONTENT));
    node.subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    PubSubMessage message = PubSubMessage.anonymous(NEWS, Bytes.utf8("hello"));
    peer.sends(message, message, peer.message(NEWS, "signed"));
    assertThat(node.texts()).containsExactly("hello");
    assertThat(node.received.get(0).author()).isEmpty();
    assertThat(peer.score()).isNegative();
  }

  @Test
  void takesItsOwnMessagesBackWithoutBlame() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    node.publish(NEWS, "mine");
    PubSubMessage mine = peer.heard().messages().get(0);
    PubSubMessage before = node.message(NEWS, "of a former life");
    peer.sends(mine, before);
    assertThat(node.texts()).isEmpty();
    assertThat(peer.score()).isNotNegative();
    peer.heard();
    peer.has(NEWS, List.of(id(mine), id(before)));
    assertThat(peer.heard().wanted()).isEmpty();
  }

  @Test
  void askesTheApplicationBeforeItDelivers() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    TestPeer again = node.peer(2).subscribe(NEWS);
    TestPeer next = node.peer(3).subscribe(NEWS);
    next.heard();
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    node.router
        .validations()
        .set(
            NEWS,
            message -> {
              verdicts.add(new CompletableFuture<>());
              return verdicts.get(verdicts.size() - 1);
            });
    PubSubMessage[] messages = {
      peer.message(NEWS, "good"), peer.message(NEWS, "bad"), peer.message(NEWS, "odd")
    };
    peer.sends(messages);
    again.sends(messages);
    assertThat(verdicts).hasSize(3);
    assertThat(node.texts()).isEmpty();
    assertThat(next.heard().messages()).isEmpty();
    verdicts.get(0).complete(Verdict.ACCEPT);
    verdicts.get(2).complete(Verdict.IGNORE);
    node.time.settle();
    assertThat(node.texts()).containsExactly("good");
    assertThat(next.heard().messages()).containsExactly(messages[0]);
    // Who delivered it meanwhile is not sent it.
    assertThat(again.heard().messages()).isEmpty();
    assertThat(peer.score()).isPositive();
    assertThat(again.score()).isNotNegative();
    verdicts.get(1).complete(Verdict.REJECT);
    node.time.settle();
    assertThat(peer.score()).isLessThan(-9);
    assertThat(again.score()).isLessThan(-9);
  }

  @Test
  void ignoresMessagesWhoseValidationFailsOrTakesTooLong() {
    TestRouter node = new TestRouter().subscribe(NEWS);
    TestPeer peer = node.peer(1).subscribe(NEWS);
    node.router
        .validations()
        .set(
            NEWS,
            message ->
                switch (new String(message.payload().toArray())) {
                  case "throws" -> throw new IllegalStateException("on purpose");
                  case "fails" ->
                      CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
                  default -> new CompletableFuture<>();
                });
    double before = peer.score();
    peer.sends(
        peer.message(NEWS, "throws"), peer.message(NEWS, "fails"), peer.message(NEWS, "waits"));
    node.time.pass(Duration.ofSeconds(6));
    assertThat(node.texts()).isEmpty();
    assertThat(peer.score()).isEqualTo(before);
    assertThat(peer.peer.validations).isZero();
  }

  @Test
  void validatesNoMoreAtOnceThanItsBounds() {
    TestRouter node =
        new TestRouter(
                TestRouter.STRICT.withBounds(
                    BoundSettings.DEFAULT.withValidations(Duration.ofSeconds(5), 3, 2)))
            .subscribe(NEWS);
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    node.router
        .validations()
        .set(
            NEWS,
            message -> {
              verdicts.add(new CompletableFuture<>());
              return verdicts.get(verdicts.size() - 1);
            });
    TestPeer peer = node.peer(1).subscribe(NEWS);
    TestPeer other = node.peer(2).subscribe(NEWS);
    PubSubMessage third = peer.message(NEWS, "3");
    peer.sends(peer.message(NEWS, "1"), peer.message(NEWS, "2"), third);
    assertThat(verdicts).hasSize(2);
    other.sends(other.message(NEWS, "4"), other.message(NEWS, "5"));
    assertThat(verdicts).hasSize(3);
    verdicts.forEach(verdict -> verdict.complete(Verdict.ACCEPT));
    node.time.settle();
    assertThat(node.texts()).containsExactly("1", "2", "4");
    // What found no room can still come.
    other.sends(third);
    assertThat(verdicts).hasSize(4);
  }

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
