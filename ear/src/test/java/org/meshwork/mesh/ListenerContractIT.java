package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.connector.adapter.wire.ReplyStatus;
import org.meshwork.mesh.application.Gate;
import org.meshwork.mesh.application.Ledger;

/** What a peer is answered by beans in the server's transactions and pools. */
@ExtendWith(MeshNodes.class)
class ListenerContractIT {
  private static final String GATE = "/meshwork/skill/" + Gate.SKILL;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final MeshNode node;
  private Application application;
  private PlainPeer peer;

  ListenerContractIT(MeshNode node) {
    this.node = node;
  }

  @BeforeEach
  void deploy() {
    application = Application.on(node);
    peer = node.peer();
  }

  @AfterEach
  void undeploy() {
    peer.close();
    application.close();
    node.server().database().execute("delete from ledger");
  }

  private String entries(String entry) {
    return node.server()
        .database()
        .value("select count(*) from ledger where entry = '%s'".formatted(entry));
  }

  private void assertEnds(String entry, ReplyStatus status, String rows) {
    assertThat(peer.askAndWait(Ledger.PROTOCOL, entry).status()).isEqualTo(status);
    assertThat(entries(entry)).isEqualTo(rows);
  }

  @Test
  void repliesWhatHasCommitted() {
    assertEnds("a", ReplyStatus.OK, "1");
    assertThat(PlainPeer.text(peer.askAndWait(Ledger.PROTOCOL, "b").payload()))
        .isEqualTo("entered for " + peer.id());
  }

  @Test
  void saysWhenNothingWasDone() {
    assertEnds("undo", ReplyStatus.ROLLED_BACK, "0");
    assertEnds("stumble", ReplyStatus.ROLLED_BACK, "0");
    assertThat(peer.askAndWait(Ledger.PROTOCOL, "stumble").text()).doesNotContain("business");
  }

  /** The bean has returned its reply by then; the database says no when it is to commit. */
  @Test
  void doesNotReplyBeforeTheCommit() {
    assertEnds("twice", ReplyStatus.OK, "1");
    assertEnds("twice", ReplyStatus.ROLLED_BACK, "1");
  }

  @Test
  void refusesWithTheBeansOwnWords() {
    assertEnds("refuse this", ReplyStatus.REFUSED, "0");
    assertThat(peer.askAndWait(Ledger.PROTOCOL, "refuse this").text())
        .isEqualTo("no such account: refuse this");
  }

  @Test
  void isBusyAtOnceAboveTheListenersBound() {
    List<CompletableFuture<Reply>> first = List.of(peer.ask(GATE, "1"), peer.ask(GATE, "2"));
    await().atMost(PATIENCE).until(() -> application.ask("waiting"), "2"::equals);

    assertThat(peer.askAndWait(GATE, "3").status()).isEqualTo(ReplyStatus.BUSY);
    assertThat(first).noneMatch(CompletableFuture::isDone);

    application.ask("open", Map.of("callers", 2), "");
    assertThat(first)
        .allSatisfy(reply -> assertThat(PlainPeer.get(reply).status()).isEqualTo(ReplyStatus.OK));
  }

  @Test
  void readsNoLargerFrameThanTheListenerWants() {
    assertThat(peer.ask(GATE, "x".repeat(101))).failsWithin(PATIENCE);
    assertThat(application.ask("waiting")).isEqualTo("0");
  }
}
