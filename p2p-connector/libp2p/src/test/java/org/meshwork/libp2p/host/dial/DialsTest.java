package org.meshwork.libp2p.host.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.FakeConnection;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.host.gate.AccessList;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.host.names.FakeNames;
import org.meshwork.libp2p.host.resources.ResourceLimit;
import org.meshwork.libp2p.host.resources.ResourceLimits;
import org.meshwork.libp2p.host.resources.ResourceUse;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** Dials over attempts that the test ends, on virtual time. */
class DialsTest {
  private static final PeerId PEER = TestHosts.peer(1);
  private static final Multiaddr ONE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
  private static final Multiaddr TWO = Multiaddr.parse("/ip4/192.0.2.2/tcp/1");
  private static final Multiaddr THREE = Multiaddr.parse("/ip4/192.0.2.3/tcp/1");
  private static final Multiaddr QUIC = Multiaddr.parse("/ip4/192.0.2.3/udp/1/quic-v1");
  private static final long STEP_MILLIS = 50;
  private static final DialSettings SETTINGS =
      DialSettings.DEFAULT.withBounds(Duration.ofSeconds(10), 3, 5);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeTransport transport = new FakeTransport();
  private final AccessList gater = new AccessList();
  private final FakeNames names = new FakeNames();
  private final List<Connection> admitted = new ArrayList<>();
  private Resources resources = new Resources(ResourceLimits.DEFAULT);
  private Dials dials = dials();

  @BeforeEach
  void stopTime() {
    time.freezeTime();
  }

  private Dials dials() {
    return new Dials(
        new DialContext(
            List.of(transport),
            time.eventLoop(),
            SETTINGS,
            gater,
            names,
            resources,
            new Random(1),
            List::of),
        connection -> {
          admitted.add(connection);
          dials.connected(connection);
          return connection;
        });
  }

  private void pass(long millis) {
    for (long left = millis; left > 0; left -= STEP_MILLIS) {
      time.advanceTimeBy(Math.min(left, STEP_MILLIS), TimeUnit.MILLISECONDS);
      time.runScheduledPendingTasks();
      time.runPendingTasks();
    }
  }

  private FakeConnection succeed(Multiaddr address) {
    FakeConnection connection =
        new FakeConnection(TestHosts.key(1).publicKey(), address, true, time.eventLoop());
    transport.attempts.get(address).complete(connection);
    time.runPendingTasks();
    return connection;
  }

  private void fail(Multiaddr address, Reason reason) {
    transport.attempts.get(address).completeExceptionally(new ConnectionFailed(reason, "test"));
    time.runPendingTasks();
  }

  @Test
  void triesTheNextAddressBesideOneThatTakesLong() {
    dials.dial(PEER, List.of(ONE, TWO, QUIC));
    assertThat(transport.dialled).containsExactly(QUIC);
    pass(249);
    assertThat(transport.dialled).hasSize(1);
    pass(1);
    assertThat(transport.dialled).containsExactly(QUIC, ONE);
    pass(250);
    assertThat(transport.dialled).containsExactly(QUIC, ONE, TWO);
    assertThat(resources.snapshot().of(PEER).dials()).isEqualTo(3);
  }

  @Test
  void triesTheNextAddressAtOnceWhenOneFails() {
    CompletionStage<Connection> dial = dials.dial(PEER, List.of(ONE, TWO));
    fail(ONE, Reason.HANDSHAKE_REFUSED);
    assertThat(transport.dialled).containsExactly(ONE, TWO);
    fail(TWO, Reason.UNREACHABLE);
    assertFails(dial, Reason.UNREACHABLE);
    assertThat(resources.snapshot().system()).isEqualTo(ResourceUse.NONE);
  }

  @Test
  void endsAllOtherAttemptsWithTheFirstConnection() {
    CompletionStage<Connection> dial = dials.dial(PEER, List.of(ONE, TWO, THREE));
    pass(250);
    FakeConnection connection = succeed(TWO);
    assertThat(get(dial)).isSameAs(connection);
    assertThat(transport.attempts.get(ONE)).isCancelled();
    pass(1_000);
    assertThat(transport.dialled).containsExactly(ONE, TWO);
    assertThat(resources.snapshot().system()).isEqualTo(ResourceUse.NONE);
    // Giving an attempt up is nobody's failure.
    dials.dialKnown(PEER, List.of(ONE));
    assertThat(transport.dialled).containsExactly(ONE, TWO, ONE);
  }

  @Test
  void closesAConnectionThatComesTooLate() {
    CompletionStage<Connection> dial = dials.dial(PEER, List.of(ONE));
    CompletableFuture<Connection> attempt = transport.attempts.get(ONE);
    FakeConnection connection =
        new FakeConnection(TestHosts.key(1).publicKey(), ONE, true, time.eventLoop());
    attempt.complete(connection);
    // Before the executor has heard of it.
    dials.giveUpAll(new ConnectionFailed(Reason.CLOSED, "test"));
    time.runPendingTasks();
    assertFails(dial, Reason.CLOSED);
    assertThat(connection.isClosed()).isTrue();
    assertThat(admitted).isEmpty();
  }

  @Test
  void givesUpInTime() {
    CompletionStage<Connection> dial = dials.dial(PEER, List.of(ONE));
    pass(9_999);
    assertThat(dial.toCompletableFuture()).isNotDone();
    pass(1);
    assertFails(dial, Reason.TIMED_OUT);
    assertThat(transport.attempts.get(ONE)).isCancelled();
    assertFails(dials.dialKnown(PEER, List.of(ONE)), Reason.UNREACHABLE);
  }

  @Test
  void leavesAloneWhatFailedNotLongAgo() {
    dials.dial(PEER, List.of(ONE));
    fail(ONE, Reason.UNREACHABLE);
    Multiaddr name = Multiaddr.parse("/dns4/example.org/tcp/1");
    assertFails(dials.dialKnown(PEER, List.of(ONE, name)), Reason.UNREACHABLE);
    assertThat(transport.dialled).containsExactly(ONE);
    assertThat(names.asked).isEmpty();
    // An address that has not failed is tried, and so is one that is asked for.
    dials.dialKnown(PEER, List.of(named(ONE), TWO));
    assertThat(transport.dialled).containsExactly(ONE, TWO);
    dials.dial(Optional.of(PEER), ONE);
    pass(250);
    assertThat(transport.dialled).containsExactly(ONE, TWO, ONE);
    fail(TWO, Reason.UNREACHABLE);
    CompletionStage<Connection> shared = dials.dialKnown(PEER, List.of());
    FakeConnection connection = succeed(ONE);
    assertThat(get(shared)).isSameAs(connection);
    dials.dialKnown(PEER, List.of(ONE));
    assertThat(transport.dialled).hasSize(4);
  }

  private static Multiaddr named(Multiaddr address) {
    return address.encapsulate(new Multiaddr(List.of(PEER.toAddressComponent())));
  }

  @Test
  void triesAgainAfterThePause() {
    dials.dial(PEER, List.of(ONE));
    fail(ONE, Reason.UNREACHABLE);
    pass(5_000);
    dials.dialKnown(PEER, List.of(ONE));
    assertThat(transport.dialled).hasSize(2);
  }

  @Test
  void sharesADialAndItsAddresses() {
    CompletionStage<Connection> first = dials.dial(PEER, List.of(ONE));
    CompletionStage<Connection> second = dials.dial(PEER, List.of(ONE, TWO));
    assertThat(transport.dialled).containsExactly(ONE, TWO);
    succeed(TWO);
    assertThat(get(first)).isSameAs(get(second));
    assertThat(admitted).hasSize(1);
  }

  @Test
  void boundsPeersAndAddresses() {
    for (int i = 1; i <= 3; i++) {
      dials.dial(TestHosts.peer(i), List.of(ONE));
    }
    assertFails(dials.dial(TestHosts.peer(4), List.of(ONE)), Reason.TOO_MUCH);
    List<Multiaddr> many =
        Stream.iterate(10, port -> port + 1)
            .limit(20)
            .map(port -> Multiaddr.parse("/ip4/192.0.2.9/tcp/" + port))
            .toList();
    dials.dial(PEER, many);
    pass(5_000);
    assertThat(transport.dialled).hasSize(3 + 4);
  }

  @Test
  void waitsForAPlaceAmongAllAttempts() {
    resources =
        new Resources(
            ResourceLimits.DEFAULT
                .withSystem(new ResourceLimit(1, 1, 1, 2))
                .withPeer(new ResourceLimit(1, 1, 1, 1)));
    dials = dials();
    dials.dial(PEER, List.of(ONE, TWO));
    dials.dial(TestHosts.peer(2), List.of(THREE));
    dials.dial(TestHosts.peer(3), List.of(QUIC));
    pass(1_000);
    assertThat(transport.dialled).containsExactly(ONE, THREE);
    fail(ONE, Reason.UNREACHABLE);
    pass(250);
    assertThat(transport.dialled).containsExactly(ONE, THREE, TWO);
    fail(THREE, Reason.UNREACHABLE);
    pass(250);
    assertThat(transport.dialled).containsExactly(ONE, THREE, TWO, QUIC);
  }

  @Test
  void asksTheGater() {
    gater.deny(Subnet.parse("192.0.2.2/32"));
    CompletionStage<Connection> dial = dials.dial(PEER, List.of(TWO));
    assertFails(dial, Reason.DENIED);
    gater.deny(PEER);
    assertFails(dials.dial(Optional.of(PEER), ONE), Reason.DENIED);
    assertThat(transport.dialled).isEmpty();
    gater.clear(PEER);
    // Who was not even tried has not failed.
    dials.dialKnown(PEER, List.of(ONE));
    assertThat(transport.dialled).containsExactly(ONE);
  }

  @Test
  void dialsNamesBesideAddresses() {
    names.with("A", "example.org", "192.0.2.1", "192.0.2.2");
    dials.dial(PEER, List.of(THREE, Multiaddr.parse("/dns/example.org/tcp/1")));
    assertThat(transport.dialled).containsExactly(THREE);
    time.runPendingTasks();
    pass(500);
    assertThat(transport.dialled).containsExactly(THREE, ONE, TWO);
  }

  @Test
  void asksTheGaterAboutWhatANameLeadsTo() {
    gater.deny(Subnet.parse("192.0.2.0/24"));
    names.with("A", "example.org", "192.0.2.1");
    CompletionStage<Connection> dial =
        dials.dial(PEER, List.of(Multiaddr.parse("/dns4/example.org/tcp/1")));
    time.runPendingTasks();
    assertFails(dial, Reason.DENIED);
  }

  @Test
  void failsWithNamesThatLeadNowhere() {
    CompletionStage<Connection> dial =
        dials.dial(PEER, List.of(Multiaddr.parse("/dns4/example.org/tcp/1")));
    time.runPendingTasks();
    assertFails(dial, Reason.UNREACHABLE);
    assertThat(names.asked).hasSize(1);
  }

  @Test
  void leavesNoTimerBehind() {
    dials.dial(PEER, List.of(ONE, TWO, THREE));
    pass(250);
    succeed(ONE);
    // No task is scheduled any more.
    assertThat(time.runScheduledPendingTasks()).isEqualTo(-1);
  }
}
