package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.relay.RelayHosts.Peer;

/** What a relay answers, asked by messages. */
@ExtendWith(LeakWatch.class)
class RelayServerTest {
  private static final MessageBounds BOUNDS =
      new MessageBounds(HopMessage.MAX_BYTES, 1, Duration.ofSeconds(10));

  private final RelayHosts hosts = new RelayHosts();
  private final Peer relay = hosts.listening(1);
  private final BlockingQueue<ProtocolStream> stopped = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    hosts.close();
  }

  private RelayServer serve(RelaySettings settings) {
    return RelayHosts.serve(relay, settings, RelayAccess.ALL);
  }

  private ProtocolStream open(Peer from) {
    Connection connection = get(from.host().connect(relay.host().id(), List.of(relay.address())));
    return get(from.host().openStream(connection, List.of(CircuitTransport.HOP)));
  }

  private HopMessage ask(Peer from, Bytes request) {
    return HopMessage.decode(get(Messages.ask(open(from), request, BOUNDS)));
  }

  private RelayStatus reserve(Peer from) {
    return ask(from, HopMessage.reserve().encode()).status().orElseThrow();
  }

  private RelayStatus connect(Peer from, PeerId to) {
    return ask(from, HopMessage.connect(to).encode()).status().orElseThrow();
  }

  /** One that has a reservation, and answers the relay by what the test says. */
  private Peer target(int number) {
    Peer target = hosts.peer(number);
    target.circuits().stop();
    target.host().handle(CircuitTransport.STOP, stopped::add);
    assertThat(reserve(target)).isEqualTo(RelayStatus.OK);
    return target;
  }

  private ProtocolStream stopped() throws InterruptedException {
    ProtocolStream stream = stopped.poll(10, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  private <T> T onRelay(Supplier<T> question) {
    return get(CompletableFuture.supplyAsync(question, relay.host().executor()));
  }

  @Test
  void reservesWithAVoucher() {
    serve(RelaySettings.DEFAULT);
    Peer peer = hosts.peer(2);
    HopMessage answer = ask(peer, HopMessage.reserve().encode());
    assertThat(answer.status()).contains(RelayStatus.OK);
    assertThat(answer.limit()).contains(RelaySettings.DEFAULT.circuitLimit());
    Reservation reservation = answer.reservation().orElseThrow();
    assertThat(reservation.addresses()).containsExactly(relay.address());
    assertThat(Instant.ofEpochSecond(reservation.expiry()))
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(59)), Instant.now().plus(Duration.ofMinutes(61)));
    ReservationVoucher voucher = ReservationVoucher.open(reservation.voucher().orElseThrow());
    assertThat(voucher)
        .isEqualTo(
            new ReservationVoucher(relay.host().id(), peer.host().id(), reservation.expiry()));
    assertThat(ask(peer, HopMessage.reserve().encode())).as("asked again").isEqualTo(answer);
  }

  @Test
  void saysNothingOfLimitsThatItDoesNotApply() {
    serve(RelaySettings.DEFAULT.withCircuits(1, 1, CircuitLimit.NONE));
    assertThat(ask(hosts.peer(2), HopMessage.reserve().encode()).limit()).isEmpty();
  }

  @Test
  void refusesReservationsAboveItsBound() {
    RelayServer server =
        serve(RelaySettings.DEFAULT.withReservations(2, 2, Duration.ofMinutes(10)));
    Peer first = hosts.peer(2);
    assertThat(reserve(first)).isEqualTo(RelayStatus.OK);
    assertThat(reserve(hosts.peer(3))).isEqualTo(RelayStatus.OK);
    for (int number = 4; number < 10; number++) {
      assertThat(reserve(hosts.peer(number))).isEqualTo(RelayStatus.RESERVATION_REFUSED);
    }
    assertThat(onRelay(server::reservations)).isEqualTo(2);
    get(first.host().close());
    await().untilAsserted(() -> assertThat(onRelay(server::reservations)).isEqualTo(1));
    assertThat(reserve(hosts.peer(10))).isEqualTo(RelayStatus.OK);
  }

  @Test
  void asksWhomItMayServe() {
    PeerId unwanted = TestHosts.peer(2);
    RelayHosts.serve(
        relay,
        RelaySettings.DEFAULT,
        new RelayAccess() {
          @Override
          public boolean mayReserve(PeerId peer, Multiaddr address) {
            return !peer.equals(unwanted);
          }

          @Override
          public boolean mayConnect(PeerId from, PeerId to) {
            return !from.equals(unwanted);
          }
        });
    target(3);
    Peer peer = hosts.peer(2);
    assertThat(reserve(peer)).isEqualTo(RelayStatus.PERMISSION_DENIED);
    assertThat(connect(peer, TestHosts.peer(3))).isEqualTo(RelayStatus.PERMISSION_DENIED);
  }

  @Test
  void connectsOnlyToWhomHasAReservation() {
    serve(RelaySettings.DEFAULT);
    Peer peer = hosts.peer(2);
    PeerId other = TestHosts.peer(3);
    assertThat(connect(peer, other)).isEqualTo(RelayStatus.NO_RESERVATION);
    assertThat(connect(peer, relay.host().id())).isEqualTo(RelayStatus.NO_RESERVATION);
    assertThat(reserve(peer)).isEqualTo(RelayStatus.OK);
    assertThat(connect(peer, peer.host().id())).isEqualTo(RelayStatus.PERMISSION_DENIED);
  }

  @Test
  void refusesWhatIsNoRequest() {
    serve(RelaySettings.DEFAULT);
    Peer peer = hosts.peer(2);
    assertThat(ask(peer, Bytes.ofHex("ff")).status()).contains(RelayStatus.MALFORMED_MESSAGE);
    assertThat(ask(peer, Bytes.ofHex("0801")).status()).contains(RelayStatus.MALFORMED_MESSAGE);
    assertThat(ask(peer, HopMessage.refusal(RelayStatus.OK).encode()).status())
        .contains(RelayStatus.UNEXPECTED_MESSAGE);
    RecordingReader reader = new RecordingReader();
    ProtocolStream stream = open(peer);
    stream.stream().read(reader);
    stream.stream().write(Unpooled.copiedBuffer(new byte[] {(byte) 0x81, 0x20}));
    assertThat(get(reader.failure()).reason()).isEqualTo(Reason.RESET);
  }

  @Test
  void waitsForARequestNoLongerThanItsTime() {
    serve(RelaySettings.DEFAULT.withTimeout(Duration.ofMillis(200)));
    RecordingReader reader = new RecordingReader();
    open(hosts.peer(2)).stream().read(reader);
    assertThat(get(reader.failure()).reason()).isEqualTo(Reason.RESET);
  }

  @Test
  void tellsWhenTheTargetDoesNotTakeTheCircuit() throws Exception {
    RelayServer server = serve(RelaySettings.DEFAULT.withTimeout(Duration.ofMillis(500)));
    Peer target = target(3);
    Peer peer = hosts.peer(2);
    ProtocolStream refused = open(peer);
    var answer = Messages.ask(refused, HopMessage.connect(target.host().id()).encode(), BOUNDS);
    ProtocolStream stop = stopped();
    StopMessage question = StopMessage.decode(get(Messages.readOne(stop, BOUNDS)));
    assertThat(question)
        .isEqualTo(StopMessage.connect(peer.host().id(), RelaySettings.DEFAULT.circuitLimit()));
    Messages.sendLast(stop, StopMessage.status(RelayStatus.CONNECTION_FAILED).encode(), BOUNDS);
    assertThat(HopMessage.decode(get(answer)).status()).contains(RelayStatus.CONNECTION_FAILED);
    // And when it says nothing at all.
    assertThat(connect(peer, target.host().id())).isEqualTo(RelayStatus.CONNECTION_FAILED);
    stopped().stream().reset();
    await().untilAsserted(() -> assertThat(onRelay(server::circuits)).isZero());
  }

  @Test
  void refusesCircuitsAboveThePeersBound() throws Exception {
    RelayServer server = serve(RelaySettings.DEFAULT.withCircuits(10, 2, CircuitLimit.NONE));
    Peer target = target(3);
    Peer peer = hosts.peer(2);
    for (int count = 0; count < 2; count++) {
      RecordingReader reader = new RecordingReader();
      ProtocolStream stream = open(peer);
      stream.stream().read(reader);
      stream.stream().write(Messages.frame(HopMessage.connect(target.host().id()).encode()));
    }
    await().untilAsserted(() -> assertThat(onRelay(server::circuits)).isEqualTo(2));
    assertThat(connect(peer, target.host().id())).isEqualTo(RelayStatus.RESOURCE_LIMIT_EXCEEDED);
    assertThat(connect(hosts.peer(4), target.host().id()))
        .as("to the target, too")
        .isEqualTo(RelayStatus.RESOURCE_LIMIT_EXCEEDED);
    get(peer.host().close());
    stopped().stream().reset();
    stopped().stream().reset();
    await().untilAsserted(() -> assertThat(onRelay(server::circuits)).isZero());
  }

  @Test
  void refusesCircuitsAboveItsBound() throws Exception {
    RelayServer server = serve(RelaySettings.DEFAULT.withCircuits(1, 10, CircuitLimit.NONE));
    Peer target = target(3);
    target(5);
    ProtocolStream stream = open(hosts.peer(2));
    stream.stream().read(new RecordingReader());
    stream.stream().write(Messages.frame(HopMessage.connect(target.host().id()).encode()));
    await().untilAsserted(() -> assertThat(onRelay(server::circuits)).isEqualTo(1));
    assertThat(connect(hosts.peer(4), TestHosts.peer(5)))
        .isEqualTo(RelayStatus.RESOURCE_LIMIT_EXCEEDED);
    stream.stream().reset();
    stopped().stream().reset();
  }

  @Test
  void resetsTheRequestsOfAFlood() {
    RelayServer server = serve(RelaySettings.DEFAULT.withCircuits(10, 2, CircuitLimit.NONE));
    Peer peer = hosts.peer(2);
    Connection connection = get(peer.host().connect(relay.host().id(), List.of(relay.address())));
    AtomicInteger reset = new AtomicInteger();
    for (int count = 0; count < 50; count++) {
      peer.host()
          .openStream(connection, List.of(CircuitTransport.HOP))
          .thenCompose(
              stream -> {
                stream.stream().read(new RecordingReader());
                return stream.stream().closed();
              })
          .whenComplete((nothing, failure) -> reset.incrementAndGet());
    }
    await().untilAsserted(() -> assertThat(reset).hasValue(44));
    assertThat(onRelay(server::reservations)).isZero();
  }

  @Test
  void servesNobodyAnyMoreWhenItIsStopped() {
    RelayServer server = serve(RelaySettings.DEFAULT);
    Peer peer = hosts.peer(2);
    assertThat(reserve(peer)).isEqualTo(RelayStatus.OK);
    server.stop();
    assertThat(onRelay(server::reservations)).isZero();
    TestHosts.assertFails(
        peer.host().openStream(relay.host().id(), CircuitTransport.HOP), Reason.NO_COMMON_PROTOCOL);
  }
}
