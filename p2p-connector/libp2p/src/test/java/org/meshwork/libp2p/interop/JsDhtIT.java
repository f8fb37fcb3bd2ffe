package org.meshwork.libp2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multicodec;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.kad.value.RecordValidator;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/** A table of five nodes of js-libp2p and five of ours, where each knows but the one before it. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsDhtIT {
  private static final int EACH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROTOCOL = "/meshwork/kad/1.0.0";

  /** The same rules as in {@code interop/js/dht.mjs}: everything is valid. */
  private static final RecordValidator ANYTHING =
      new RecordValidator() {
        @Override
        public void validate(Bytes key, Bytes value) {
          // Whatever it is.
        }

        @Override
        public boolean isBetter(Bytes key, Bytes value, Bytes than) {
          return false;
        }
      };

  private final TestHosts hosts = new TestHosts();
  private final List<Host> ours = new ArrayList<>();
  private final List<Kademlia> nodes = new ArrayList<>();
  private final List<JsPeer> theirs = new ArrayList<>();

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @BeforeEach
  void join() {
    for (int i = 0; i < EACH; i++) {
      theirs.add(
          new JsPeer(
              Map.of(
                  "transport", "tcp", "security", "noise", "identified", true, "dht", PROTOCOL)));
      Kademlia node = node(i + 1);
      get(node.bootstrap(List.of(contact(theirs.get(i)))));
      nodes.add(node);
      if (i > 0) {
        theirs.get(i).ask("dial", Map.of("address", address(ours.get(i - 1))));
      }
    }
    // Each side has heard of the other's protocol by identify.
    await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(this::knowsOthers));
    theirs.forEach(peer -> peer.ask("dhtJoin"));
    nodes.forEach(node -> get(node.refresh()));
  }

  private boolean knowsOthers(Kademlia node) {
    return get(node.size()) >= 1;
  }

  private Kademlia node(int number) {
    Host host = hosts.host(number);
    new Ping(host, new Random(number), PingSettings.DEFAULT).start();
    Kademlia node =
        new Kademlia(
            host,
            Clock.systemUTC(),
            new Random(number),
            Validators.DEFAULT.with("test", ANYTHING),
            KademliaSettings.DEFAULT.withProtocol(PROTOCOL));
    Identify identify =
        new Identify(host, new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT);
    identify.addListener(node);
    get(node.start(Mode.SERVER));
    identify.start();
    ours.add(host);
    return node;
  }

  private static Contact contact(JsPeer peer) {
    return new Contact(peer.id(), List.of(peer.address()));
  }

  private static String address(Host host) {
    return host.listenAddresses().get(0) + "/p2p/" + host.id();
  }

  @AfterEach
  void close() throws Exception {
    for (JsPeer peer : theirs) {
      peer.close();
    }
    hosts.close();
  }

  private Kademlia lastNode() {
    return nodes.get(EACH - 1);
  }

  @Test
  void keepsValuesAndProvidersAndFindsPeersTogether() {
    valuesOfOurs();
    valuesOfTheirs();
    providersOfOurs();
    providersOfTheirs();
    peersOfEach();
  }

  private void valuesOfOurs() {
    Bytes key = Bytes.utf8("/test/ours");
    assertThat(get(nodes.get(0).put(key, Bytes.utf8("from Java"), EACH + 2)))
        .isGreaterThan(EACH + 1);
    for (JsPeer peer : theirs) {
      assertThat(peer.ask("dhtGet", Map.of("key", "/test/ours")).get("value").asText())
          .isEqualTo("from Java");
    }
    assertThat(get(lastNode().get(key)).value()).isEqualTo(Bytes.utf8("from Java"));
  }

  private void valuesOfTheirs() {
    JsonNode put = theirs.get(1).ask("dhtPut", Map.of("key", "/test/theirs", "value", "from js"));
    assertThat(put.get("stored").asInt()).isGreaterThan(EACH + 1);
    for (Kademlia node : nodes) {
      assertThat(get(node.get(Bytes.utf8("/test/theirs"), 4)).value())
          .isEqualTo(Bytes.utf8("from js"));
    }
  }

  private static Cid content(String text) {
    return Cid.v1(Multicodec.RAW, HashFunction.SHA2_256.hash(Bytes.utf8(text)));
  }

  private void providersOfOurs() {
    Cid cid = content("content of ours");
    assertThat(get(nodes.get(2).provide(cid.hash()))).isGreaterThan(EACH + 1);
    JsonNode found = theirs.get(EACH - 1).ask("dhtFindProviders", Map.of("cid", cid.toString()));
    assertThat(texts(found.get("providers"))).containsExactly(ours.get(2).id().toString());
  }

  private void providersOfTheirs() {
    Cid cid = content("content of theirs");
    theirs.get(3).ask("dhtProvide", Map.of("cid", cid.toString()));
    List<Contact> found = get(nodes.get(0).findProviders(cid.hash(), 1));
    assertThat(found).extracting(Contact::peer).containsExactly(theirs.get(3).id());
    assertThat(found.get(0).addresses()).isNotEmpty();
  }

  private void peersOfEach() {
    Contact found = get(nodes.get(0).findPeer(theirs.get(EACH - 1).id()));
    assertThat(found.addresses()).isNotEmpty();
    Host sought = ours.get(EACH - 1);
    JsonNode heard = theirs.get(0).ask("dhtFindPeer", Map.of("peer", sought.id().toString()));
    assertThat(texts(heard.get("addresses")))
        .anyMatch(text -> text.startsWith(sought.listenAddresses().get(0).toString()));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
