package org.meshwork.libp2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/** A host and js-libp2p tell each other who they are, and ping each other. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsHostIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestHosts hosts = new TestHosts();
  private final List<Identity> heard = new CopyOnWriteArrayList<>();
  private Host host;
  private Ping ping;
  private JsPeer theirs;

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @BeforeEach
  void start() {
    host = hosts.host(1);
    ping = new Ping(host, new Random(7), PingSettings.DEFAULT);
    ping.start();
    Identify identify =
        new Identify(host, new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT);
    identify.addListener((connection, identity) -> heard.add(identity));
    identify.start();
    theirs = new JsPeer(Map.of("transport", "tcp", "security", "noise", "identified", true));
  }

  @AfterEach
  void close() throws Exception {
    theirs.close();
    hosts.close();
  }

  @Test
  void weDialThem() {
    get(host.dial(theirs.address()));
    identifyEachOther();
    for (int i = 0; i < 3; i++) {
      assertThat(get(ping.ping(theirs.id()))).isPositive();
    }
  }

  @Test
  void theyDialUs() {
    Multiaddr address =
        host.listenAddresses()
            .get(0)
            .encapsulate(new Multiaddr(List.of(host.id().toAddressComponent())));
    theirs.ask("dial", Map.of("address", address.toString()));
    identifyEachOther();
    assertThat(theirs.ask("ping").get("millis").asInt()).isNotNegative();
    assertThat(get(ping.ping(theirs.id()))).isPositive();
  }

  private void identifyEachOther() {
    await().atMost(PATIENCE).until(() -> !heard.isEmpty());
    Identity identity = heard.get(0);
    assertThat(identity.peer()).isEqualTo(theirs.id());
    assertThat(identity.agentVersion().orElseThrow()).contains("libp2p");
    assertThat(identity.protocols()).contains(Identify.PROTOCOL, Identify.PUSH, Ping.PROTOCOL);
    assertThat(identity.certified()).isPresent();

    JsonNode ours = theirs.awaitEvent("identified");
    assertThat(ours.get("peer").asText()).isEqualTo(host.id().toString());
    assertThat(ours.get("agent").asText()).isEqualTo(host.settings().agentVersion());
    assertThat(ours.get("protocols")).anyMatch(one -> one.asText().equals(Ping.PROTOCOL));
    assertThat(ours.get("addresses").get(0).asText())
        .startsWith(host.listenAddresses().get(0).toString());
    assertThat(ours.get("certified").asBoolean()).isTrue();

    host.handle("/test/new/1.0.0", inbound -> inbound.stream().reset());
    JsonNode pushed = theirs.awaitEvent("identified");
    assertThat(pushed.get("protocols")).anyMatch(one -> one.asText().equals("/test/new/1.0.0"));
  }
}
