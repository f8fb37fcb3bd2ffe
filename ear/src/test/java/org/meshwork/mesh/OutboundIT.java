package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.connector.adapter.wire.ReplyStatus;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.mesh.application.News;
import org.meshwork.mesh.application.Pattern;

/** What an application in the server does with a connection out of the pool. */
@ExtendWith(MeshNodes.class)
class OutboundIT {
  private static final String ASKED = "/test/asked/1.0.0";
  private static final String ECHO = "/test/echo/1.0.0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final MessageBounds BOUNDS = new MessageBounds(1 << 20, 1, PATIENCE);

  private final MeshNode node;
  private Application application;
  private PlainPeer peer;

  OutboundIT(MeshNode node) {
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
  }

  private Map<String, Object> to(String protocol) {
    return Map.of("peer", peer.id(), "protocol", protocol);
  }

  /** Has the plain peer answer this, whatever it is asked. */
  private void answer(String protocol, Reply reply) {
    peer.node()
        .host()
        .handle(
            protocol,
            Messages.answering(
                (from, request) -> CompletableFuture.completedStage(reply.encode()), BOUNDS));
  }

  @Test
  void asksAPeer() {
    answer(ASKED, Reply.ok(Bytes.utf8("answered")));
    assertThat(application.ask("request", to(ASKED), "asked")).isEqualTo("answered");
  }

  @Test
  void asksAPeerForASkill() {
    answer("/meshwork/skill/text.words/1", Reply.ok(Bytes.utf8("7")));
    assertThat(application.ask("words", Map.of("peer", peer.id()), "whatever")).isEqualTo("7");
  }

  @Test
  void saysWhyAndWhatToDo() {
    assertThat(application.refusal("request", to("/test/nothing/1.0.0"), ""))
        .startsWith("NOT_SPOKEN");
    answer(ASKED, Reply.failed(ReplyStatus.BUSY, "later"));
    assertThat(application.refusal("request", to(ASKED), "")).startsWith("BUSY");
    assertThat(application.refusal("request", Map.of("peer", "x", "protocol", ASKED), ""))
        .startsWith("BAD_REQUEST");
  }

  @Test
  void streamsBothWaysAtOnce() throws IOException, NoSuchAlgorithmException {
    peer.node().host().handle(ECHO, Echo::begin);
    int size = 6_000_000;
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Pattern.of(size).readAllBytes());
    assertThat(
            application.ask(
                "stream", Map.of("peer", peer.id(), "protocol", ECHO, "size", size), ""))
        .isEqualTo(size + " " + HexFormat.of().formatHex(digest));
  }

  @Test
  void publishesAndHears() {
    Topic topic = new Topic(News.TOPIC);
    List<String> heard = new CopyOnWriteArrayList<>();
    PlainPeer.get(
        peer.node()
            .gossip()
            .subscribe(topic, message -> heard.add(PlainPeer.text(message.payload()))));

    await("each hearing that the other listens")
        .atMost(PATIENCE)
        .until(
            () -> {
              application.ask("publish", Map.of("topic", News.TOPIC), "from the server");
              return !heard.isEmpty();
            });
    assertThat(heard).containsOnly("from the server");

    PlainPeer.get(peer.node().gossip().publish(topic, Bytes.utf8("from a peer")));
    await()
        .atMost(PATIENCE)
        .until(() -> application.ask("heard").contains(peer.id() + " from a peer"));
  }

  @Test
  void tellsTheHashTableWhatItHasAndFindsWhoHasIt() {
    // Peers of earlier tests may be there still; only this one answers.
    await("the peer in the node's table")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(application.ask("provide", Map.of(), "content")).isEqualTo("1"));
    assertThat(application.ask("find", Map.of(), "content")).contains(node.id().toString());
    application.ask("withdraw", Map.of(), "content");
    assertThat(application.ask("find", Map.of(), "nobody has it")).isEqualTo("[]");
  }

  @Test
  void seesItsPeers() {
    assertThat(application.ask("self")).isEqualTo(node.id().toString());
    assertThat(application.ask("peers")).contains(peer.id(), "/ipfs/ping/1.0.0");
  }
}
