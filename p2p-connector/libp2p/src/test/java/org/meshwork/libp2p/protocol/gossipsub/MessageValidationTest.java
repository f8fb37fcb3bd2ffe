package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.id;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;

/** Which messages are taken: by their signatures, and by what the application says. */
class MessageValidationTest {
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
}
