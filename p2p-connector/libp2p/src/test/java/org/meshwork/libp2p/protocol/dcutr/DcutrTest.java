package org.meshwork.libp2p.protocol.dcutr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.relay.RelayAccess;
import org.meshwork.libp2p.protocol.relay.RelayHosts;
import org.meshwork.libp2p.protocol.relay.RelayHosts.Peer;
import org.meshwork.libp2p.protocol.relay.RelaySettings;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.transport.HolePuncher;

/** Three hosts: what began over the third goes on without it. */
@ExtendWith(LeakWatch.class)
class DcutrTest {
  private static final DcutrSettings SETTINGS =
      new DcutrSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 16, true, true, Duration.ofMillis(50));
  private static final DcutrSettings PUNCHING =
      new DcutrSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 16, true, false, Duration.ofMillis(50));
  private static final DcutrSettings IMPATIENT =
      new DcutrSettings(
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          3,
          16,
          true,
          false,
          Duration.ofMillis(50));

  private final RelayHosts hosts = new RelayHosts();
  private final Peer relay = hosts.listening(1);
  private final Peer caller = hosts.peer(2);
  private final Peer called = hosts.peer(3);

  @AfterEach
  void close() {
    hosts.close();
  }

  private static Identify identify(Peer peer) {
    Identify identify =
        new Identify(peer.host(), new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT);
    identify.start();
    return identify;
  }

  private static void upgrade(Peer peer, DcutrSettings settings, HolePuncher... punchers) {
    List<HolePuncher> transports =
        punchers.length > 0 ? List.of(punchers) : List.of(peer.tcp(), peer.quic());
    new Dcutr(peer.host(), identify(peer), transports, settings).start();
  }

  private Connection callOverTheRelay() {
    RelayHosts.serve(relay, RelaySettings.DEFAULT, RelayAccess.ALL);
    return RelayHosts.connect(caller, relay, called);
  }

  private static boolean isRelayed(Connection connection) {
    return connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT);
  }

  private static List<Connection> direct(Peer from, Peer to) {
    return from.host().connections(to.host().id()).stream()
        .filter(connection -> !isRelayed(connection))
        .toList();
  }

  private void assertUpgraded(Connection relayed) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(direct(caller, called)).isNotEmpty();
              assertThat(direct(called, caller)).isNotEmpty();
            });
    assertThat(get(relayed.ended()).reason()).isEqualTo(Reason.CLOSED);
    await()
        .untilAsserted(
            () ->
                assertThat(called.host().connections(caller.host().id()))
                    .noneMatch(DcutrTest::isRelayed));
  }

  @Test
  void dialsACallerThatCanBeReached() {
    get(caller.host().listen(TestHosts.ANY_PORT));
    upgrade(caller, SETTINGS);
    upgrade(called, SETTINGS);
    assertUpgraded(callOverTheRelay());
    assertThat(direct(called, caller).get(0).isInitiator()).isTrue();
  }

  @Test
  void isDialledByACallerThatCanNotBeReached() {
    get(called.host().listen(TestHosts.ANY_PORT));
    upgrade(caller, SETTINGS);
    upgrade(called, SETTINGS);
    assertUpgraded(callOverTheRelay());
    assertThat(direct(caller, called).get(0).isInitiator()).isTrue();
  }

  @Test
  void punchesWhenBothListen() {
    get(caller.host().listen(TestHosts.ANY_PORT));
    get(called.host().listen(TestHosts.ANY_PORT));
    upgrade(caller, PUNCHING);
    upgrade(called, PUNCHING);
    assertUpgraded(callOverTheRelay());
  }

  @Test
  void punchesOverQuic() {
    Multiaddr place = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
    Multiaddr listening = get(caller.host().listen(place));
    get(called.host().listen(place));
    upgrade(caller, PUNCHING);
    upgrade(called, PUNCHING);
    assertUpgraded(callOverTheRelay());
    Connection direct = direct(caller, called).get(0);
    assertThat(direct.description()).isEqualTo("quic-v1");
    assertThat(direct.isInitiator()).isTrue();
    assertThat(direct.localAddress()).isEqualTo(listening);
  }

  @Test
  void prefersTheDirectConnectionForStreams() {
    get(called.host().listen(TestHosts.ANY_PORT));
    called.host().handle("/test/1.0.0", inbound -> inbound.stream().reset());
    upgrade(caller, SETTINGS);
    upgrade(called, SETTINGS);
    callOverTheRelay();
    await().untilAsserted(() -> assertThat(direct(caller, called)).isNotEmpty());
    TestHosts.assertFails(
        caller.host().openStream(called.host().id(), "/test/1.0.0"), Reason.RESET);
  }

  @Test
  void tellsWherePeersSeeItWithThePortWhereItListens() {
    Multiaddr listening = get(caller.host().listen(TestHosts.ANY_PORT));
    OwnAddresses own = new OwnAddresses(caller.host(), SETTINGS);
    own.observed(Multiaddr.parse("/ip4/1.2.3.4/tcp/50000"));
    own.observed(Multiaddr.parse("/ip4/1.2.3.4/udp/50001/quic-v1"));
    own.observed(Multiaddr.parse("/ip4/1.2.3.4/tcp/1/ws"));
    Multiaddr guess =
        Multiaddr.parse("/ip4/1.2.3.4")
            .encapsulate(new Multiaddr(List.of(listening.components().get(1))));
    assertThat(own.all())
        .containsExactly(listening, guess, Multiaddr.parse("/ip4/1.2.3.4/udp/50001/quic-v1"));
    for (int port = 1; port < 100; port++) {
      own.observed(Multiaddr.parse("/ip4/1.2.3.4/udp/" + port + "/quic-v1"));
    }
    assertThat(own.all()).hasSize(16);
  }

  @Test
  void staysOnTheRelayWhenNothingElseWorks() {
    CountingPuncher callers = new CountingPuncher();
    CountingPuncher calleds = new CountingPuncher();
    get(caller.host().listen(TestHosts.ANY_PORT));
    get(called.host().listen(TestHosts.ANY_PORT));
    upgrade(caller, IMPATIENT, callers);
    upgrade(called, IMPATIENT, calleds);
    Connection relayed = callOverTheRelay();
    await().untilAsserted(() -> assertThat(callers.roles).containsExactly(true, true, true));
    await().untilAsserted(() -> assertThat(calleds.roles).containsExactly(false, false, false));
    await().untilAsserted(() -> assertThat(callers.attempts).allMatch(CompletableFuture::isDone));
    await().untilAsserted(() -> assertThat(calleds.attempts).allMatch(CompletableFuture::isDone));
    assertThat(relayed.ended().toCompletableFuture()).isNotDone();
    assertThat(direct(caller, called)).isEmpty();
  }

  @Test
  void triesNoPrivateAddressUnlessAllowed() {
    CountingPuncher punches = new CountingPuncher();
    get(called.host().listen(TestHosts.ANY_PORT));
    DcutrSettings publicOnly =
        new DcutrSettings(
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            1,
            16,
            false,
            true,
            Duration.ofMillis(50));
    upgrade(caller, publicOnly, punches);
    identify(called);
    callOverTheRelay();
    ProtocolStream stream = invite(List.of("/ip4/127.0.0.1/tcp/1", "/ip4/10.0.0.1/tcp/1"));
    get(stream.stream().closed());
    assertThat(punches.roles).isEmpty();
  }

  /** The called one begins by itself, and says these addresses. */
  private ProtocolStream invite(List<String> addresses) {
    called.host().allowOnLimitedConnections(Dcutr.PROTOCOL);
    await().until(() -> !called.host().connections(caller.host().id()).isEmpty());
    Connection there = called.host().connections(caller.host().id()).get(0);
    ProtocolStream stream = get(called.host().openStream(there, List.of(Dcutr.PROTOCOL)));
    stream.stream().read(new RecordingReader());
    List<Multiaddr> all = addresses.stream().map(Multiaddr::parse).toList();
    stream.stream().write(Messages.frame(HolePunchMessage.connect(all).encode()));
    stream.stream().write(Messages.frame(HolePunchMessage.SYNC.encode()));
    stream.stream().closeWrite();
    return stream;
  }

  @Test
  void boundsWhatAPeerMakesItTry() {
    CountingPuncher punches = new CountingPuncher();
    upgrade(caller, IMPATIENT, punches);
    identify(called);
    callOverTheRelay();
    List<String> many = new ArrayList<>();
    for (int port = 1; port <= HolePunchMessage.MAX_ADDRESSES; port++) {
      many.add("/ip4/127.0.0.1/tcp/" + port);
    }
    for (int attempt = 1; attempt <= 3; attempt++) {
      get(invite(many).stream().closed());
      int soFar = attempt;
      await().untilAsserted(() -> assertThat(punches.roles).hasSize(16 * soFar));
      await().untilAsserted(() -> assertThat(punches.attempts).allMatch(CompletableFuture::isDone));
    }
    Connection there = called.host().connections(caller.host().id()).get(0);
    assertIsReset(called, there);
  }

  @Test
  void takesNoPartOnConnectionsThatAreNotRelayed() {
    upgrade(relay, SETTINGS);
    Connection connection = get(caller.host().connect(relay.host().id(), List.of(relay.address())));
    assertIsReset(caller, connection);
  }

  /** At once, or while the protocol is being agreed. */
  private static void assertIsReset(Peer from, Connection connection) {
    TestHosts.assertFails(
        from.host()
            .openStream(connection, List.of(Dcutr.PROTOCOL))
            .thenCompose(
                stream -> {
                  stream.stream().read(new RecordingReader());
                  return stream.stream().closed();
                }),
        Reason.RESET);
  }

  /** Tries nothing, and remembers what it should have tried. */
  private static final class CountingPuncher implements HolePuncher {
    final List<Boolean> roles = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Connection>> attempts = new CopyOnWriteArrayList<>();

    @Override
    public boolean supports(Multiaddr address) {
      return true;
    }

    @Override
    public CompletionStage<Connection> punch(
        Multiaddr address, PeerId expected, boolean isInitiator) {
      CompletableFuture<Connection> never = new CompletableFuture<>();
      attempts.add(never);
      roles.add(isInitiator);
      return never;
    }
  }
}
