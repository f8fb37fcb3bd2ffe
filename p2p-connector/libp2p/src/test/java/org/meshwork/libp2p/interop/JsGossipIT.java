package org.meshwork.libp2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.gossipsub.GossipSubSettings;
import org.meshwork.libp2p.protocol.gossipsub.MeshSettings;
import org.meshwork.libp2p.protocol.gossipsub.MessageIds;
import org.meshwork.libp2p.protocol.gossipsub.ReceivedMessage;
import org.meshwork.libp2p.protocol.gossipsub.SignaturePolicy;
import org.meshwork.libp2p.protocol.gossipsub.Surroundings;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFrame;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/** Our nodes and nodes of js-libp2p gossip with each other. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsGossipIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Topic NEWS = new Topic("/meshwork/interop/news");
  private static final Map<String, ?> ABOUT_NEWS = Map.of("topic", NEWS.name());
  private static final SequenceNumbers SEQUENCES = new SequenceNumbers(Clock.systemUTC());
  private static final GossipSubSettings NO_FLOOD =
      GossipSubSettings.DEFAULT.withMesh(MeshSettings.DEFAULT.withFloodPublish(false));
  private static final GossipSubSettings NO_MESH =
      GossipSubSettings.DEFAULT.withMesh(
          MeshSettings.DEFAULT.withFloodPublish(false).withDegrees(0, 0, 0, 0, 0));

  private final TestHosts hosts = new TestHosts();
  private final List<JsPeer> theirs = new ArrayList<>();

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @AfterEach
  void close() throws Exception {
    for (JsPeer peer : theirs) {
      peer.close();
    }
    hosts.close();
  }

  private final class Ours {
    final List<ReceivedMessage> heard = new CopyOnWriteArrayList<>();
    final Host host;
    final GossipSub gossip;

    Ours(int number, GossipSubSettings settings, Surroundings surroundings) {
      host = hosts.host(number);
      gossip = new GossipSub(host, SEQUENCES, new Random(number), settings, surroundings);
      gossip.start();
      // js-libp2p gossips with peers that it has identified.
      new Identify(host, SEQUENCES, IdentifySettings.DEFAULT).start();
    }

    Ours(int number, GossipSubSettings settings) {
      this(number, settings, Surroundings.DEFAULT);
    }

    Ours subscribe() {
      get(gossip.subscribe(NEWS, heard::add));
      return this;
    }

    void publish(String text) {
      get(gossip.publish(NEWS, Bytes.utf8(text)));
    }

    Set<String> texts() {
      Set<String> texts = new TreeSet<>();
      heard.forEach(message -> texts.add(new String(message.payload().toArray())));
      return texts;
    }

    Multiaddr address() {
      return host.listenAddresses()
          .get(0)
          .encapsulate(new Multiaddr(List.of(host.id().toAddressComponent())));
    }
  }

  private JsPeer js(Map<String, ?> gossip) {
    JsPeer peer =
        new JsPeer(
            Map.of("transport", "tcp", "security", "noise", "identified", true, "gossip", gossip));
    theirs.add(peer);
    return peer;
  }

  private static void publish(JsPeer peer, String text) {
    peer.ask("publish", Map.of("topic", NEWS.name(), "text", text));
  }

  private static void awaitSubscriber(JsPeer peer, Host subscriber) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                peer.ask("gossip", ABOUT_NEWS)
                    .get("subscribers")
                    .toString()
                    .contains(subscriber.id().toString()));
  }

  private static void awaitSubscribers(Ours node, int count) {
    await().atMost(PATIENCE).until(() -> get(node.gossip.peers(NEWS)).size() >= count);
  }

  @Test
  void aMixedMeshHearsEverything() {
    List<Ours> ours = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      ours.add(new Ours(number, NO_FLOOD).subscribe());
    }
    for (int number = 0; number < 3; number++) {
      js(Map.of("floodPublish", false)).ask("subscribe", ABOUT_NEWS);
    }
    // A line of ours and theirs in turn, so that each message passes through both kinds.
    for (int number = 0; number < 3; number++) {
      theirs.get(number).ask("dial", Map.of("address", ours.get(number).address().toString()));
      get(ours.get(number + 1).host.dial(theirs.get(number).address()));
    }
    for (int number = 0; number < 3; number++) {
      awaitSubscriber(theirs.get(number), ours.get(number).host);
      awaitSubscriber(theirs.get(number), ours.get(number + 1).host);
    }
    ours.forEach(node -> awaitSubscribers(node, 1));
    Set<String> all = new TreeSet<>();
    for (int number = 0; number < 4; number++) {
      ours.get(number).publish("from ours " + number);
      all.add("from ours " + number);
    }
    for (int number = 0; number < 3; number++) {
      publish(theirs.get(number), "from js " + number);
      all.add("from js " + number);
    }
    for (int number = 0; number < 4; number++) {
      Set<String> others = new TreeSet<>(all);
      others.remove("from ours " + number);
      Ours node = ours.get(number);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(node.texts()).isEqualTo(others));
      assertThat(node.heard).hasSize(6);
      theirs.forEach(js -> assertThat(get(node.gossip.score(js.id()))).isNotNegative());
    }
    for (int number = 0; number < 3; number++) {
      Set<String> heard = new TreeSet<>();
      for (int count = 0; count < 6; count++) {
        heard.add(theirs.get(number).awaitEvent("message").get("text").asText());
      }
      Set<String> others = new TreeSet<>(all);
      others.remove("from js " + number);
      assertThat(heard).isEqualTo(others);
      theirs
          .get(number)
          .ask("gossip", ABOUT_NEWS)
          .get("scores")
          .forEach(score -> assertThat(score.asDouble()).isNotNegative());
    }
    assertThat(get(ours.get(0).gossip.mesh(NEWS))).containsExactly(theirs.get(0).id());
    assertThat(theirs.get(0).ask("gossip", ABOUT_NEWS).get("mesh").toString())
        .contains(ours.get(0).host.id().toString());
  }

  /** Not in the mesh: they are told, ask, and are sent. */
  @Test
  void theyAskForWhatWeTell() {
    Ours node = new Ours(1, NO_MESH).subscribe();
    JsPeer js = js(Map.of());
    js.ask("subscribe", ABOUT_NEWS);
    // Who dials us is refused a place in the mesh at once.
    js.ask("dial", Map.of("address", node.address().toString()));
    awaitSubscriber(js, node.host);
    awaitSubscribers(node, 1);
    node.publish("told");
    JsonNode message = js.awaitEvent("message");
    assertThat(message.get("text").asText()).isEqualTo("told");
    assertThat(message.get("author").asText()).isEqualTo(node.host.id().toString());
    assertThat(get(node.gossip.mesh(NEWS))).isEmpty();
  }

  @Test
  void weAskForWhatTheyTell() {
    askForWhatTheyTell(Map.of(), Surroundings.DEFAULT);
  }

  @Test
  void weAskByTheIdsOfTheirOwn() {
    askForWhatTheyTell(
        Map.of("ownIds", true), Surroundings.DEFAULT.withMessageIds(MessageIds.BY_KEY));
  }

  private void askForWhatTheyTell(Map<String, ?> more, Surroundings surroundings) {
    Ours node = new Ours(1, NO_MESH, surroundings).subscribe();
    Map<String, Object> options = new HashMap<>(more);
    options.put("floodPublish", false);
    JsPeer js = js(options);
    js.ask("subscribe", ABOUT_NEWS);
    // Who dials us is refused a place in the mesh at once.
    js.ask("dial", Map.of("address", node.address().toString()));
    awaitSubscriber(js, node.host);
    awaitSubscribers(node, 1);
    publish(js, "told");
    await().atMost(PATIENCE).until(() -> !node.heard.isEmpty());
    assertThat(node.texts()).containsExactly("told");
    assertThat(node.heard.get(0).author()).contains(js.id());
    assertThat(get(node.gossip.mesh(NEWS))).isEmpty();
    assertThat(get(node.gossip.score(js.id()))).isNotNegative();
  }

  @Test
  void theyRefuseWhatIsForged() {
    Ours node = new Ours(1, GossipSubSettings.DEFAULT).subscribe();
    JsPeer js = js(Map.of());
    js.ask("subscribe", ABOUT_NEWS);
    get(node.host.dial(js.address()));
    awaitSubscriber(js, node.host);
    awaitSubscribers(node, 1);
    Host forger = hosts.host(2);
    new Identify(forger, SEQUENCES, IdentifySettings.DEFAULT).start();
    get(forger.dial(js.address()));
    PubSubMessage good = Signatures.sign(TestHosts.key(2), 1, NEWS, Bytes.utf8("good"));
    PubSubMessage forged =
        new PubSubMessage(
            good.from(),
            Optional.of(Bytes.utf8("forged")),
            good.sequence(),
            NEWS,
            good.signature(),
            good.key(),
            Bytes.EMPTY);
    PubSubMessage other = Signatures.sign(TestHosts.key(2), 2, NEWS, Bytes.utf8("other"));
    get(forger.openStream(js.id(), "/meshsub/1.1.0")).stream().write(rpc(forged, other));
    assertThat(js.awaitEvent("message").get("text").asText()).isEqualTo("other");
    await().atMost(PATIENCE).until(() -> !node.heard.isEmpty());
    assertThat(node.texts()).containsExactly("other");
  }

  private static ByteBuf rpc(PubSubMessage... messages) {
    RpcFrame frame = new RpcFrame();
    for (PubSubMessage message : messages) {
      frame.field(RpcFields.message(message));
    }
    return frame.toBuffer();
  }

  @Test
  void weRefuseWhatIsNotSigned() {
    Ours node = new Ours(1, GossipSubSettings.DEFAULT).subscribe();
    JsPeer honest = js(Map.of());
    JsPeer anonymous = js(Map.of("globalSignaturePolicy", "StrictNoSign"));
    theirs.forEach(
        js -> {
          js.ask("subscribe", ABOUT_NEWS);
          get(node.host.dial(js.address()));
          awaitSubscriber(js, node.host);
        });
    awaitSubscribers(node, 2);
    publish(anonymous, "nobody's");
    await().atMost(PATIENCE).until(() -> get(node.gossip.score(anonymous.id())) < 0);
    publish(honest, "signed");
    await().atMost(PATIENCE).until(() -> !node.heard.isEmpty());
    assertThat(node.texts()).containsExactly("signed");
  }

  @Test
  void unsignedMessagesGoBothWaysWhereAllWantThem() {
    Ours node =
        new Ours(
                1,
                GossipSubSettings.DEFAULT.withSignatures(SignaturePolicy.STRICT_NO_SIGN),
                Surroundings.DEFAULT.withMessageIds(MessageIds.BY_CONTENT))
            .subscribe();
    JsPeer js = js(Map.of("globalSignaturePolicy", "StrictNoSign"));
    js.ask("subscribe", ABOUT_NEWS);
    get(node.host.dial(js.address()));
    awaitSubscriber(js, node.host);
    awaitSubscribers(node, 1);
    node.publish("ours");
    assertThat(js.awaitEvent("message").get("text").asText()).isEqualTo("ours");
    publish(js, "theirs");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(node.texts()).containsExactly("theirs"));
  }

  @Test
  void largeMessagesGoBothWays() {
    Ours node = new Ours(1, GossipSubSettings.DEFAULT).subscribe();
    JsPeer js = js(Map.of());
    js.ask("subscribe", ABOUT_NEWS);
    get(node.host.dial(js.address()));
    awaitSubscriber(js, node.host);
    awaitSubscribers(node, 1);
    String large = "x".repeat(900_000);
    node.publish(large + "ours");
    assertThat(js.awaitEvent("message").get("text").asText()).isEqualTo(large + "ours");
    publish(js, large + "theirs");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(node.texts()).containsExactly(large + "theirs"));
  }
}
