package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.protocol.relay.RelayHosts.Peer;

/** Three hosts: one is reached by another over the third. */
@ExtendWith(LeakWatch.class)
class CircuitTransportTest {
  private static final String GREEDY = "/test/greedy/1.0.0";
  private static final RelaySettings UNLIMITED =
      RelaySettings.DEFAULT.withCircuits(100, 100, CircuitLimit.NONE);
  private static final MessageBounds BOUNDS =
      new MessageBounds(HopMessage.MAX_BYTES, 1, Duration.ofSeconds(10));

  private final RelayHosts hosts = new RelayHosts();
  private final Peer relay = hosts.listening(1);
  private final Peer dialer = hosts.peer(2);
  private final Peer listener =
      hosts.peer(3, new CircuitSettings(Duration.ofSeconds(10), 16, Duration.ofMillis(50)));
  private final BlockingQueue<ProtocolStream> handled = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    hosts.close();
  }

  private static Multiaddr circuit(Peer over) {
    return over.circuit();
  }

  private ProtocolStream handled() throws InterruptedException {
    ProtocolStream stream = handled.poll(10, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  @Test
  void connectsOverARelay() {
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    assertThat(connection.remotePeer()).isEqualTo(listener.host().id());
    assertThat(connection.remoteAddress()).isEqualTo(circuit(relay));
    assertThat(connection.description()).isEqualTo("circuit, /noise, /yamux/1.0.0");
    assertThat(connection.isLimited()).isTrue();
    assertThat(listener.host().listenAddresses()).containsExactly(circuit(relay));
    await().until(() -> !listener.host().connections(dialer.host().id()).isEmpty());
    Connection other = listener.host().connections(dialer.host().id()).get(0);
    assertThat(other.isLimited()).isTrue();
    assertThat(other.isInitiator()).isFalse();
    assertThat(other.remoteAddress()).isEqualTo(connection.localAddress());
    assertThat(relay.host().connections()).hasSize(2).noneMatch(Connection::isLimited);
  }

  @Test
  void speaksOnlyWhatIsAllowedOnALimitedConnection() throws Exception {
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    Ping ping = new Ping(dialer.host(), new Random(1), PingSettings.DEFAULT);
    new Ping(listener.host(), new Random(2), PingSettings.DEFAULT).start();
    listener.host().handle(GREEDY, handled::add);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    assertThat(get(ping.ping(listener.host().id()))).isPositive();
    assertFails(dialer.host().openStream(listener.host().id(), GREEDY), Reason.LIMITED);
    // The one who opens it allows it, the other does not.
    dialer.host().allowOnLimitedConnections(GREEDY);
    assertFails(dialer.host().openStream(connection, List.of(GREEDY)), Reason.NO_COMMON_PROTOCOL);
    listener.host().allowOnLimitedConnections(GREEDY);
    ProtocolStream stream = get(dialer.host().openStream(listener.host().id(), GREEDY));
    stream.stream().reset();
    handled().stream().reset();
  }

  @Test
  void isNotLimitedByARelayWithoutLimits() throws Exception {
    RelayHosts.serve(relay, UNLIMITED, RelayAccess.ALL);
    listener.host().handle(GREEDY, handled::add);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    assertThat(connection.isLimited()).isFalse();
    get(dialer.host().openStream(connection, List.of(GREEDY))).stream().reset();
    handled().stream().reset();
  }

  @Test
  void endsWithTheRelaysBytes() throws Exception {
    RelayHosts.serve(
        relay,
        RelaySettings.DEFAULT.withCircuits(
            10, 10, new CircuitLimit(Duration.ofMinutes(2), 100_000)),
        RelayAccess.ALL);
    listener.host().handle(GREEDY, handled::add);
    dialer.host().allowOnLimitedConnections(GREEDY);
    listener.host().allowOnLimitedConnections(GREEDY);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    ProtocolStream stream = get(dialer.host().openStream(connection, List.of(GREEDY)));
    RecordingReader reader = new RecordingReader();
    handled().stream().read(reader);
    stream.stream().write(Unpooled.wrappedBuffer(new byte[50_000]));
    await().untilAsserted(() -> assertThat(reader.count()).isEqualTo(50_000));
    stream.stream().write(Unpooled.wrappedBuffer(new byte[60_000]));
    assertThat(get(connection.ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(get(reader.failure())).isNotNull();
    await().until(() -> listener.host().connections(dialer.host().id()).isEmpty());
    assertThat(relay.host().connections()).hasSize(2);
  }

  @Test
  void endsWithTheRelaysTime() {
    RelayHosts.serve(
        relay,
        RelaySettings.DEFAULT.withCircuits(10, 10, new CircuitLimit(Duration.ofSeconds(1), 0)),
        RelayAccess.ALL);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    assertThat(get(connection.ended()).reason()).isEqualTo(Reason.CLOSED);
  }

  @Test
  void stopsWhoSendsToOneThatDoesNotRead() throws Exception {
    RelayHosts.serve(relay, UNLIMITED, RelayAccess.ALL);
    listener.host().handle(GREEDY, handled::add);
    Connection connection = RelayHosts.connect(dialer, relay, listener);
    ProtocolStream stream = get(dialer.host().openStream(connection, List.of(GREEDY)));
    ProtocolStream slow = handled();
    int written = 0;
    while (stream.stream()
            .write(Unpooled.wrappedBuffer(new byte[60_000]))
            .toCompletableFuture()
            .completeOnTimeout(null, 10, TimeUnit.SECONDS)
            .isDone()
        && written < 100) {
      written++;
    }
    assertThat(written).as("writes that had room").isLessThan(100);
    // The connection to the relay is not held up: other streams go on.
    assertThat(get(dialer.host().openStream(relay.host().id(), CircuitTransport.HOP)))
        .isNotNull()
        .satisfies(other -> other.stream().reset());
    RecordingReader reader = new RecordingReader();
    slow.stream().read(reader);
    stream.stream().closeWrite();
    get(reader.end());
    assertThat(reader.count()).isEqualTo((written + 1) * 60_000L);
    slow.stream().closeWrite();
  }

  @Test
  void fails() {
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    Multiaddr nobody = circuit(relay).encapsulate(Multiaddr.parse("/p2p/" + TestHosts.peer(9)));
    assertFails(dialer.host().dial(nobody), Reason.UNREACHABLE);
    assertFails(
        dialer.circuits().dial(relay.circuitTo(relay), Optional.empty()),
        Reason.UNSUPPORTED_ADDRESS);
    assertFails(
        dialer.circuits().dial(relay.circuitTo(dialer), Optional.empty()), Reason.SELF_DIALLED);
    assertFails(
        relay.circuits().dial(relay.circuitTo(listener), Optional.empty()), Reason.SELF_DIALLED);
    assertFails(
        dialer.circuits().dial(relay.circuitTo(listener), Optional.of(TestHosts.peer(9))),
        Reason.IDENTITY_MISMATCH);
    assertFails(dialer.host().listen(nobody), Reason.UNSUPPORTED_ADDRESS);
    assertFails(relay.host().listen(circuit(relay)), Reason.SELF_DIALLED);
    Multiaddr twice =
        circuit(relay).encapsulate(Multiaddr.parse("/p2p/" + TestHosts.peer(9) + "/p2p-circuit"));
    assertFails(dialer.host().listen(twice), Reason.UNSUPPORTED_ADDRESS);
  }

  @Test
  void isRefusedByWhomIsNoRelay() {
    assertFails(dialer.host().listen(circuit(relay)), Reason.NO_COMMON_PROTOCOL);
    assertFails(dialer.host().dial(relay.circuitTo(listener)), Reason.NO_COMMON_PROTOCOL);
  }

  @Test
  void isNoRelayOverARelay() {
    RelayHosts.serve(relay, UNLIMITED, RelayAccess.ALL);
    RelayHosts.serve(listener, UNLIMITED, RelayAccess.ALL);
    Connection relayed = RelayHosts.connect(dialer, relay, listener);
    for (HopMessage request :
        List.of(HopMessage.reserve(), HopMessage.connect(TestHosts.peer(9)))) {
      ProtocolStream stream = get(dialer.host().openStream(relayed, List.of(CircuitTransport.HOP)));
      HopMessage answer = HopMessage.decode(get(Messages.ask(stream, request.encode(), BOUNDS)));
      assertThat(answer.status()).contains(RelayStatus.PERMISSION_DENIED);
    }
  }

  @Test
  void takesCircuitsOnlyOverRelaysWhereItListens() {
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    get(listener.host().listen(circuit(relay)));
    Peer stranger = hosts.listening(4);
    Connection connection =
        get(listener.host().connect(stranger.host().id(), List.of(stranger.address())));
    await().until(() -> !stranger.host().connections().isEmpty());
    assertThat(stop(stranger, StopMessage.connect(dialer.host().id(), CircuitLimit.NONE)))
        .isEqualTo(RelayStatus.PERMISSION_DENIED);
    assertThat(stop(relay, StopMessage.connect(listener.host().id(), CircuitLimit.NONE)))
        .as("from itself")
        .isEqualTo(RelayStatus.PERMISSION_DENIED);
    assertThat(stop(relay, StopMessage.connect(relay.host().id(), CircuitLimit.NONE)))
        .as("from the relay")
        .isEqualTo(RelayStatus.PERMISSION_DENIED);
    assertThat(stop(relay, StopMessage.status(RelayStatus.OK)))
        .isEqualTo(RelayStatus.UNEXPECTED_MESSAGE);
    assertThat(connection.isLimited()).isFalse();
  }

  private RelayStatus stop(Peer from, StopMessage message) {
    ProtocolStream stream =
        get(from.host().openStream(listener.host().id(), CircuitTransport.STOP));
    Bytes answer = get(Messages.ask(stream, message.encode(), BOUNDS));
    return StopMessage.decode(answer).status().orElseThrow();
  }

  @Test
  void trustsTheHandshakeNotTheRelay() throws Exception {
    // A relay that says another peer than the one who comes.
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    get(listener.host().listen(circuit(relay)));
    ProtocolStream stream =
        get(relay.host().openStream(listener.host().id(), CircuitTransport.STOP));
    RecordingReader reader = new RecordingReader();
    stream.stream().read(reader);
    stream.stream()
        .write(Messages.frame(StopMessage.connect(TestHosts.peer(9), CircuitLimit.NONE).encode()));
    stream.stream().write(Unpooled.wrappedBuffer(new byte[200]));
    get(reader.end());
    assertThat(listener.host().connections()).hasSize(1);
    stream.stream().closeWrite();
  }

  @Test
  void reservesAgainWhenTheRelayWasGone() {
    RelayServer server = RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    get(listener.host().listen(circuit(relay)));
    Connection lost = listener.host().connections(relay.host().id()).get(0);
    get(lost.close());
    await()
        .untilAsserted(
            () -> {
              assertThat(listener.host().connections(relay.host().id())).hasSize(1);
              assertThat(
                      get(
                          CompletableFuture.supplyAsync(
                              server::reservations, relay.host().executor())))
                  .isEqualTo(1);
            });
    get(dialer.host().dial(relay.circuitTo(listener)));
  }
}
