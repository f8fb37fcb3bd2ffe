package org.meshwork.libp2p.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.protocol.relay.CircuitLimit;
import org.meshwork.libp2p.protocol.relay.RelayAccess;
import org.meshwork.libp2p.protocol.relay.RelayHosts;
import org.meshwork.libp2p.protocol.relay.RelayHosts.Peer;
import org.meshwork.libp2p.protocol.relay.RelaySettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/** Circuits among hosts and peers of js-libp2p, either of them in each part. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsRelayIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final RelaySettings UNLIMITED =
      RelaySettings.DEFAULT.withCircuits(100, 100, CircuitLimit.NONE);

  /** Dials in all tests, in none twice the same of our hosts. */
  private static JsPeer dialer;

  private static int numbers;

  private final RelayHosts hosts = new RelayHosts();
  private final List<JsPeer> theirs = new ArrayList<>();

  @BeforeAll
  static void start() {
    JsPeers.install();
    dialer = start(Map.of("relay", "client"));
  }

  @AfterAll
  static void stop() throws Exception {
    dialer.close();
  }

  @AfterEach
  void close() throws Exception {
    for (JsPeer peer : theirs) {
      peer.close();
    }
    hosts.close();
  }

  private static JsPeer start(Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("transport", "tcp");
    all.put("security", "noise");
    all.put("identified", true);
    return new JsPeer(all);
  }

  private JsPeer js(Map<String, ?> options) {
    JsPeer peer = start(options);
    theirs.add(peer);
    return peer;
  }

  private Peer ours() {
    int number = ++numbers;
    Peer peer = hosts.listening(number);
    new Identify(peer.host(), new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT)
        .start();
    new Ping(peer.host(), new Random(number), PingSettings.DEFAULT).start();
    return peer;
  }

  private static Multiaddr over(Multiaddr relay, PeerId target) {
    return relay.encapsulate(Multiaddr.parse("/p2p-circuit/p2p/" + target));
  }

  private JsPeer listeningOver(Multiaddr relay) {
    return js(Map.of("relay", "client", "listenOver", relay.toString()));
  }

  private static void dial(JsPeer dialer, Multiaddr address, PeerId expected) {
    assertThat(dialer.ask("dial", Map.of("address", address.toString())).get("peer").asText())
        .isEqualTo(expected.toString());
    assertThat(dialer.ask("ping").get("millis").asInt()).isNotNegative();
  }

  @Test
  void weRelayBetweenThem() {
    Peer relay = ours();
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    JsPeer listener = listeningOver(relay.address());
    assertThat(listener.address()).isEqualTo(over(relay.address(), listener.id()));
    dial(dialer, listener.address(), listener.id());
    assertThat(relay.host().connections()).hasSize(2);
  }

  @Test
  void weRelayMuchBetweenThem() {
    Peer relay = ours();
    RelayHosts.serve(relay, UNLIMITED, RelayAccess.ALL);
    JsPeer listener = listeningOver(relay.address());
    dial(dialer, listener.address(), listener.id());
    assertThat(dialer.ask("upload", Map.of("size", 8 * MEBIBYTE)).get("matches").asBoolean())
        .isTrue();
    assertThat(dialer.ask("echo", Map.of("streams", 100)).get("echoed").asInt()).isEqualTo(100);
  }

  @Test
  void weDialThemOverTheirRelay() {
    JsPeer relay = js(Map.of("relay", "server"));
    JsPeer listener = listeningOver(relay.address());
    Peer caller = ours();
    Connection connection = get(caller.host().dial(over(relay.address(), listener.id())));
    assertThat(connection.isLimited()).isTrue();
    Ping ping = new Ping(caller.host(), new Random(1), PingSettings.DEFAULT);
    assertThat(get(ping.ping(listener.id()))).isPositive();
  }

  @Test
  void weDialThemOverTheirRelayWithoutLimits() throws Exception {
    JsPeer relay = js(Map.of("relay", "server", "unlimited", true));
    JsPeer listener = listeningOver(relay.address());
    Peer caller = ours();
    Connection connection = get(caller.host().dial(over(relay.address(), listener.id())));
    assertThat(connection.isLimited()).isFalse();
    Stream stream = get(caller.host().openStream(connection, List.of(Exchanges.ECHO))).stream();
    Received received = new Received();
    stream.read(received);
    stream.write(Unpooled.copiedBuffer("over a relay", UTF_8));
    stream.closeWrite();
    assertThat(received.all().get(30, TimeUnit.SECONDS)).asString(UTF_8).isEqualTo("over a relay");
  }

  @Test
  void theyDialUsOverTheirRelay() {
    JsPeer relay = js(Map.of("relay", "server"));
    Peer listener = ours();
    Multiaddr place = relay.address().encapsulate(Multiaddr.parse("/p2p-circuit"));
    assertThat(get(listener.host().listen(place))).isEqualTo(place);
    dial(dialer, over(relay.address(), listener.host().id()), listener.host().id());
    assertThat(listener.host().connections(dialer.id()))
        // They may have dialled where we can be reached as well.
        .anyMatch(Connection::isLimited);
  }

  @Test
  void theyDialUsOverOurRelay() {
    Peer relay = ours();
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    Peer listener = ours();
    get(listener.host().listen(relay.circuit()));
    dial(dialer, relay.circuitTo(listener), listener.host().id());
  }

  @Test
  void weReserveAgainWhenTheirRelayHangsUp() {
    JsPeer relay = js(Map.of("relay", "server"));
    Peer listener = ours();
    get(listener.host().listen(relay.address().encapsulate(Multiaddr.parse("/p2p-circuit"))));
    Connection lost = listener.host().connections(relay.id()).get(0);
    relay.ask("hangUp");
    get(lost.ended());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !listener.host().connections(relay.id()).isEmpty());
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> dial(dialer, over(relay.address(), listener.host().id()), listener.host().id()));
  }
}
