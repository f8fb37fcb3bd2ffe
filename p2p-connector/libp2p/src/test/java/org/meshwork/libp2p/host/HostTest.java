package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.Multiaddr;

@ExtendWith(LeakWatch.class)
class HostTest {
  private static final String ECHO = "/test/echo/1.0.0";
  private static final Multiaddr DESERTED = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");

  private final TestHosts hosts = new TestHosts();
  private final BlockingQueue<ProtocolStream> handled = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    hosts.close();
  }

  private static Multiaddr address(Host host) {
    return host.listenAddresses().get(0);
  }

  private static Multiaddr named(Host host) {
    return address(host).encapsulate(new Multiaddr(List.of(host.id().toAddressComponent())));
  }

  @Test
  void handsStreamsToTheHandlerOfTheirProtocol() throws Exception {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    Connection connection = connect(a, b);
    ProtocolStream outbound = get(a.openStream(b.id(), "/test/unknown", ECHO));
    assertThat(outbound.protocol()).isEqualTo(ECHO);
    assertThat(outbound.connection()).isSameAs(connection);
    ProtocolStream inbound = handled.poll(10, TimeUnit.SECONDS);
    assertThat(inbound.protocol()).isEqualTo(ECHO);
    assertThat(inbound.connection().remotePeer()).isEqualTo(a.id());
    RecordingReader reader = new RecordingReader();
    inbound.stream().read(reader);
    outbound.stream().write(Unpooled.copiedBuffer(new byte[100]));
    outbound.stream().closeWrite();
    get(reader.end());
    assertThat(reader.count()).isEqualTo(100);
    inbound.stream().closeWrite();
  }

  @Test
  void refusesProtocolsThatNobodyHandles() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    connect(a, b);
    assertFails(a.openStream(b.id(), "/test/unknown"), Reason.NO_COMMON_PROTOCOL);
    b.unhandle(ECHO);
    assertFails(a.openStream(b.id(), ECHO), Reason.NO_COMMON_PROTOCOL);
    assertThat(b.protocols()).isEmpty();
  }

  @Test
  void opensNoStreamWithoutConnection() {
    Host a = hosts.host(1);
    assertFails(a.openStream(TestHosts.peer(2), ECHO), Reason.CLOSED);
  }

  @Test
  void resetsStreamsWhoseHandlerThrows() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(
        ECHO,
        inbound -> {
          throw new IllegalStateException("on purpose");
        });
    connect(a, b);
    // The answer had not been sent yet.
    assertFails(a.openStream(b.id(), ECHO), Reason.RESET);
  }

  @Test
  void dialsNobodyWhoIsItself() {
    Host a = hosts.host(1);
    assertFails(a.dial(named(a)), Reason.SELF_DIALLED);
    assertFails(a.connect(a.id(), a.listenAddresses()), Reason.SELF_DIALLED);
    // Without a name it only shows once it is connected.
    assertFails(a.dial(address(a)), Reason.SELF_DIALLED);
    assertThat(a.connections()).isEmpty();
    await().untilAsserted(() -> assertThat(hosts.openChannels()).isEqualTo(1));
  }

  @Test
  void trustsNobodyElseAtAPeersAddress() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    assertFails(a.connect(TestHosts.peer(3), b.listenAddresses()), Reason.IDENTITY_MISMATCH);
    assertThat(a.connections()).isEmpty();
    await().untilAsserted(() -> assertThat(b.connections()).isEmpty());
  }

  @Test
  void triesAddressesInTurn() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    Multiaddr foreign = Multiaddr.parse("/ip4/127.0.0.1/udp/1/quic-v1");
    Connection connection = get(a.connect(b.id(), List.of(foreign, DESERTED, address(b))));
    assertThat(connection.remoteAddress()).isEqualTo(address(b));
    assertFails(a.connect(TestHosts.peer(3), List.of(DESERTED, foreign)), Reason.UNREACHABLE);
    assertFails(a.connect(TestHosts.peer(3), List.of(foreign)), Reason.UNSUPPORTED_ADDRESS);
    assertFails(a.connect(TestHosts.peer(3), List.of()), Reason.UNREACHABLE);
  }

  @Test
  void triesNoMoreAddressesThanItsBound() {
    Host a = hosts.host(1, HostSettings.DEFAULT.withDials(Duration.ofSeconds(10), 1, 1));
    Host b = hosts.host(2);
    assertFails(a.connect(b.id(), List.of(DESERTED, address(b))), Reason.UNREACHABLE);
  }

  @Test
  void sharesOneDialAmongAllWhoWantThePeer() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    List<CompletionStage<Connection>> dials =
        IntStream.range(0, 50).mapToObj(i -> a.dial(named(b))).toList();
    Set<Connection> made = new HashSet<>();
    dials.forEach(dial -> made.add(get(dial)));
    made.add(connect(a, b));
    assertThat(made).hasSize(1);
    await().untilAsserted(() -> assertThat(b.connections(a.id())).hasSize(1));
  }

  @Test
  void refusesDialsAboveItsBound() throws Exception {
    Host a = hosts.host(1, HostSettings.DEFAULT.withDials(Duration.ofMillis(300), 1, 8));
    // Takes channels and says nothing.
    try (java.net.ServerSocket silent =
        new java.net.ServerSocket(0, 8, java.net.InetAddress.getLoopbackAddress())) {
      Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + silent.getLocalPort());
      CompletionStage<Connection> first = a.connect(TestHosts.peer(3), List.of(address));
      assertFails(a.connect(TestHosts.peer(4), List.of(address)), Reason.TOO_MUCH);
      assertFails(first, Reason.TIMED_OUT);
    }
  }

  @Test
  void tellsOfConnectionsAndOfTheirEnd() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    RecordingListener listener = new RecordingListener();
    b.addListener(
        new HostListener() {
          @Override
          public void connected(Connection connection) {
            throw new IllegalStateException("on purpose");
          }
        });
    b.addListener(listener);
    Connection connection = connect(a, b);
    await().untilAsserted(() -> assertThat(listener.connected).hasSize(1));
    get(connection.close());
    await().untilAsserted(() -> assertThat(listener.disconnected).hasSize(1));
    assertThat(listener.disconnected).isEqualTo(listener.connected);
    await().untilAsserted(() -> assertThat(a.connections()).isEmpty());
    assertThat(connect(a, b)).isNotSameAs(connection);
  }

  @Test
  void closesConnectionsAboveItsBound() {
    Host b = hosts.host(9, HostSettings.DEFAULT.withConnections(2, 1));
    List<Host> others = IntStream.range(1, 4).mapToObj(hosts::host).toList();
    for (Host other : others) {
      connect(other, b);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(others.stream().filter(host -> !host.connections().isEmpty()).count())
                    .isEqualTo(2));
    assertThat(b.connections()).hasSize(2);
  }

  @Test
  void resetsStreamsThatNegotiateTooSlowlyOrTooManyAtOnce() {
    Host a = hosts.host(1);
    Host b = hosts.host(2, HostSettings.DEFAULT.withInboundNegotiations(Duration.ofMillis(500), 2));
    b.handle(ECHO, handled::add);
    Connection connection = connect(a, b);
    List<RecordingReader> readers =
        IntStream.range(0, 3).mapToObj(i -> silentStream(connection)).toList();
    await().untilAsserted(() -> assertThat(failed(readers)).isEqualTo(1));
    await().untilAsserted(() -> assertThat(failed(readers)).isEqualTo(3));
    assertThat(get(a.openStream(b.id(), ECHO)).protocol()).isEqualTo(ECHO);
  }

  private static RecordingReader silentStream(Connection connection) {
    RecordingReader reader = new RecordingReader();
    Stream stream = get(connection.openStream());
    stream.read(reader);
    // Part of a message: the stream is there, and says nothing that could be answered.
    stream.write(Unpooled.copiedBuffer(new byte[] {19}));
    return reader;
  }

  private static long failed(List<RecordingReader> readers) {
    return readers.stream().filter(r -> r.failure().toCompletableFuture().isDone()).count();
  }

  @Test
  void closesAllThatIsOpen() throws Exception {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    Connection connection = connect(a, b);
    RecordingReader reader = new RecordingReader();
    get(a.openStream(b.id(), ECHO)).stream().read(reader);
    handled.poll(10, TimeUnit.SECONDS);
    CompletionStage<Connection> late = a.connect(TestHosts.peer(3), List.of(DESERTED));
    get(a.close());
    assertThat(connection.ended().toCompletableFuture()).isDone();
    assertThat(a.connections()).isEmpty();
    assertThat(a.listenAddresses()).isEmpty();
    assertThat(get(reader.failure()).reason()).isEqualTo(Reason.CLOSED);
    TestHosts.failure(late);
    assertFails(a.connect(b.id(), b.listenAddresses()), Reason.CLOSED);
    assertFails(a.listen(TestHosts.ANY_PORT), Reason.CLOSED);
    await().untilAsserted(() -> assertThat(b.connections()).isEmpty());
    get(a.close());
  }

  @Test
  void refusesHandlersThatCannotBe() {
    Host a = hosts.host(1);
    a.handle(ECHO, handled::add);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> a.handle(ECHO, handled::add));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> a.handle("", handled::add));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> a.handle("/a\nb", handled::add));
  }
}
