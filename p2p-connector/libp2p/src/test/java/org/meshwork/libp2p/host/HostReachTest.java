package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
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
import org.meshwork.libp2p.host.gate.AccessList;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.host.names.FakeNames;
import org.meshwork.libp2p.host.resources.ResourceLimit;
import org.meshwork.libp2p.host.resources.ResourceLimits;
import org.meshwork.libp2p.host.resources.ResourceUse;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Hosts with all their parts: peer store, gater, limits, names, closing. */
@ExtendWith(LeakWatch.class)
class HostReachTest {
  private static final String ECHO = "/test/echo/1.0.0";
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestHosts hosts = new TestHosts();
  private final AccessList gater = new AccessList();
  private final BlockingQueue<ProtocolStream> handled = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    hosts.close();
  }

  private Host gated(int number) {
    return hosts.host(number, HostSettings.DEFAULT, ports -> ports.withGater(gater));
  }

  @Test
  void reachesPeersThatTheStoreKnows() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    assertFails(a.connect(b.id()), Reason.UNREACHABLE);
    a.peerStore().addAddresses(b.id(), b.listenAddresses(), HOUR);
    ProtocolStream stream = get(a.connectAndOpen(b.id(), ECHO));
    assertThat(stream.connection()).isSameAs(get(a.connect(b.id())));
    assertThat(get(a.connectAndOpen(b.id(), ECHO)).connection()).isSameAs(stream.connection());
    assertFails(a.connectAndOpen(b.id(), "/test/unknown"), Reason.NO_COMMON_PROTOCOL);
    assertFails(a.connectAndOpen(a.id(), ECHO), Reason.SELF_DIALLED);
  }

  @Test
  void remembersAddressesThatHaveWorked() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    connect(a, b);
    assertThat(a.peerStore().addresses(b.id())).isEqualTo(b.listenAddresses());
    await().untilAsserted(() -> assertThat(b.connections()).hasSize(1));
    // The port that a dialled from is none of its addresses.
    assertThat(b.peerStore().addresses(a.id())).isEmpty();
  }

  @Test
  void dialsNames() {
    Host b = hosts.host(2);
    FakeNames names = new FakeNames().with("A", "b.example", "127.0.0.1");
    Host a = hosts.host(1, HostSettings.DEFAULT, ports -> ports.withNames(names));
    String port = b.listenAddresses().get(0).toString().replaceFirst(".*/tcp/", "");
    get(a.dial(Multiaddr.parse("/dns4/b.example/tcp/" + port + "/p2p/" + b.id())));
    assertFails(
        hosts.host(3).dial(Multiaddr.parse("/dns4/b.example/tcp/" + port)),
        Reason.UNSUPPORTED_ADDRESS);
  }

  @Test
  void dialsNobodyWhomTheGaterRefuses() {
    Host a = gated(1);
    Host b = hosts.host(2);
    gater.deny(b.id());
    assertFails(a.connect(b.id(), b.listenAddresses()), Reason.DENIED);
    // Without a name it shows only once it is connected.
    assertFails(a.dial(b.listenAddresses().get(0)), Reason.DENIED);
    gater.clear(b.id());
    gater.deny(Subnet.parse("127.0.0.0/8"));
    assertFails(a.connect(b.id(), b.listenAddresses()), Reason.DENIED);
    gater.allow(Subnet.parse("127.0.0.0/8"));
    connect(a, b);
  }

  @Test
  void acceptsNobodyWhomTheGaterRefuses() {
    Host a = hosts.host(1);
    Host b = gated(2);
    gater.deny(Subnet.parse("127.0.0.0/8"));
    // Before the handshake: what it says is that nobody answers.
    assertFails(a.connect(b.id(), b.listenAddresses()), Reason.CLOSED);
    gater.clear(Subnet.parse("127.0.0.0/8"));
    gater.deny(a.id());
    RecordingListener listener = new RecordingListener();
    b.addListener(listener);
    Connection connection = get(a.dial(b.listenAddresses().get(0)));
    get(connection.ended());
    assertThat(listener.connected).isEmpty();
    assertThat(b.connections()).isEmpty();
  }

  @Test
  void closesConnectionsThatTheGaterRefusesByNow() {
    Host a = gated(1);
    Host b = hosts.host(2);
    Host c = hosts.host(3);
    Connection refused = connect(a, b);
    connect(a, c);
    gater.deny(b.id());
    assertThat(refused.ended().toCompletableFuture()).isNotDone();
    a.reviewConnections();
    get(refused.ended());
    await().untilAsserted(() -> assertThat(a.connections()).hasSize(1));
    assertThat(a.connections(c.id())).hasSize(1);
  }

  private static HostSettings limited(long inbound, long outbound) {
    ResourceLimit few = new ResourceLimit(inbound, outbound, 1, 1);
    return HostSettings.DEFAULT.withResources(ResourceLimits.DEFAULT.withPeer(few));
  }

  @Test
  void opensNoStreamsAboveItsLimit() {
    Host a = hosts.host(1, limited(10, 2));
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    connect(a, b);
    ProtocolStream first = get(a.openStream(b.id(), ECHO));
    get(a.openStream(b.id(), ECHO));
    assertFails(a.openStream(b.id(), ECHO), Reason.TOO_MUCH);
    assertThat(a.resources().snapshot().of(ECHO).outboundStreams()).isEqualTo(2);
    assertThat(a.resources().snapshot().of(b.id()).outboundStreams()).isEqualTo(2);
    first.stream().reset();
    await()
        .untilAsserted(
            () -> assertThat(a.resources().snapshot().of(ECHO).outboundStreams()).isEqualTo(1));
    get(a.openStream(b.id(), ECHO));
    assertThat(a.resources().snapshot().refused()).isEqualTo(1);
  }

  @Test
  void resetsStreamsOfPeersAboveItsLimit() {
    Host a = hosts.host(1);
    Host b = hosts.host(2, limited(2, 10));
    b.handle(ECHO, handled::add);
    connect(a, b);
    ProtocolStream first = get(a.openStream(b.id(), ECHO));
    get(a.openStream(b.id(), ECHO));
    assertFails(a.openStream(b.id(), ECHO), Reason.RESET);
    assertThat(b.resources().snapshot().of(ECHO).inboundStreams()).isEqualTo(2);
    first.stream().reset();
    await()
        .untilAsserted(
            () -> assertThat(b.resources().snapshot().of(a.id()).inboundStreams()).isEqualTo(1));
    get(a.openStream(b.id(), ECHO));
    get(a.close());
    await()
        .untilAsserted(
            () -> assertThat(b.resources().snapshot().system()).isEqualTo(ResourceUse.NONE));
  }

  @Test
  void resetsStreamsOfAProtocolAboveItsLimit() {
    ResourceLimits limits = ResourceLimits.DEFAULT.withProtocol(new ResourceLimit(1, 100, 1, 0));
    Host a = hosts.host(1);
    Host b = hosts.host(2, HostSettings.DEFAULT.withResources(limits));
    b.handle(ECHO, handled::add);
    b.handle("/test/other", handled::add);
    connect(a, b);
    get(a.openStream(b.id(), ECHO));
    // The answer may be on its way before the stream is reset.
    CompletionStage<?> second =
        a.openStream(b.id(), ECHO).thenCompose(stream -> stream.stream().closed());
    assertFails(second, Reason.RESET);
    get(a.openStream(b.id(), "/test/other"));
  }

  @Test
  void givesUpTheLeastValuedAboveTheHighMark() {
    ConnectionSettings marks = ConnectionSettings.DEFAULT.withWater(2, 4, Duration.ZERO);
    Host b = hosts.host(9, HostSettings.DEFAULT.withConnections(marks));
    List<Host> others = IntStream.range(1, 6).mapToObj(hosts::host).toList();
    b.connectionManager().protect(others.get(3).id(), "test");
    for (Host other : others) {
      connect(other, b);
      await().untilAsserted(() -> assertThat(b.connections(other.id())).hasSize(1));
      b.connectionManager().tag(other.id(), "test", other == others.get(1) ? 2 : 1);
    }
    await().untilAsserted(() -> assertThat(b.connections()).hasSize(2));
    assertThat(b.connections(others.get(1).id())).hasSize(1);
    assertThat(b.connections(others.get(3).id())).hasSize(1);
  }

  @Test
  void closingWaitsForDialsThatItGivesUp() throws Exception {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + silent.getLocalPort());
      CompletionStage<Connection> dial = a.connect(TestHosts.peer(3), List.of(address));
      try (Socket accepted = silent.accept()) {
        get(a.close());
        assertFails(dial, Reason.CLOSED);
        get(b.close());
        assertThat(hosts.openChannels()).isZero();
        assertThat(accepted.getInputStream().readAllBytes()).isNotNull();
      }
    }
    assertThat(a.resources().snapshot().system()).isEqualTo(ResourceUse.NONE);
  }

  @Test
  void dropsWhatNobodyReadsWhenTheConnectionEnds() throws Exception {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    b.handle(ECHO, handled::add);
    Connection connection = connect(a, b);
    ProtocolStream outbound = get(a.openStream(b.id(), ECHO));
    ProtocolStream unread = handled.poll(10, TimeUnit.SECONDS);
    // Complete on the wire, so that the end of the connection alone doesn't fail it.
    unread.stream().closeWrite();
    outbound.stream().write(Unpooled.copiedBuffer(new byte[1_000]));
    outbound.stream().read(new org.meshwork.libp2p.connection.RecordingReader());
    get(outbound.stream().closeWrite());
    get(outbound.stream().closed());
    get(connection.close());
    assertFails(unread.stream().closed(), Reason.RESET);
    await()
        .untilAsserted(
            () -> assertThat(b.resources().snapshot().system()).isEqualTo(ResourceUse.NONE));
  }
}
