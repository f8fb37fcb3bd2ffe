package org.meshwork.libp2p.protocol.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.MemoryHosts;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.rendezvous.wire.Discover;
import org.meshwork.libp2p.protocol.rendezvous.wire.DiscoverResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.Register;
import org.meshwork.libp2p.protocol.rendezvous.wire.RegisterResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.RendezvousMessage;
import org.meshwork.libp2p.protocol.rendezvous.wire.ResponseStatus;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;
import org.meshwork.libp2p.record.SequenceNumbers;

/** Clients and a point, in memory. */
@ExtendWith(LeakWatch.class)
class RendezvousTest {
  private static final Namespace APP = new Namespace("my-app");
  private static final Namespace OTHER = new Namespace("another-app");
  private static final Optional<Duration> DEFAULT = Optional.empty();
  private static final MessageBounds BOUNDS =
      new MessageBounds(RendezvousMessage.MAX_BYTES, 1, Duration.ofSeconds(10));

  private final MemoryHosts hosts = new MemoryHosts();
  private final Host point = hosts.host(1);
  private final Host a = hosts.host(2);
  private final Host b = hosts.host(3);
  private final MemoryRegistrations store =
      new MemoryRegistrations(point.executor().ticker(), 10, 3, 1 << 20);
  private RendezvousServer server;

  @BeforeEach
  void serve() {
    serve(RendezvousSettings.DEFAULT);
    for (Host client : List.of(a, b)) {
      client.peerStore().addAddresses(point.id(), point.listenAddresses(), Duration.ofHours(1));
    }
  }

  private void serve(RendezvousSettings settings) {
    if (server != null) {
      server.stop();
    }
    server = new RendezvousServer(point, store, new FixedRandom(settings.hashCode()), settings);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
    hosts.close();
  }

  private static RendezvousClient client(Host host) {
    return new RendezvousClient(
        host, new SequenceNumbers(Clock.systemUTC()), Duration.ofSeconds(10));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return TestHosts.get(stage);
  }

  private static void assertRefused(CompletionStage<?> stage, ResponseStatus status) {
    Throwable thrown = catchThrowable(() -> get(stage));
    Throwable cause = thrown;
    while (cause instanceof CompletionException) {
      cause = cause.getCause();
    }
    assertThat(cause)
        .isInstanceOfSatisfying(
            RendezvousRefused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }

  private FoundPeers discover(Host host, Namespace namespace, Bytes cookie) {
    return get(client(host).discover(point.id(), Optional.of(namespace), 100, cookie));
  }

  private static List<PeerId> ids(List<FoundPeer> found) {
    return found.stream().map(peer -> peer.record().content().peer()).toList();
  }

  private Duration register(Host host, Namespace namespace) {
    return get(client(host).register(point.id(), namespace, DEFAULT));
  }

  /** The specification's own example, "Interaction". */
  @Test
  void peersFindEachOther() {
    assertThat(register(a, APP)).isEqualTo(Duration.ofHours(2));
    register(b, APP);
    register(b, OTHER);
    FoundPeers found = discover(a, APP, Bytes.EMPTY);
    assertThat(ids(found.peers())).containsExactly(a.id(), b.id());
    assertThat(a.peerStore().addresses(b.id())).isEqualTo(b.listenAddresses());
    assertThat(a.peerStore().certified(b.id())).isPresent();
    List<FoundPeer> all = get(client(a).discoverAll(point.id(), Optional.empty(), 10));
    assertThat(all).extracting(FoundPeer::namespace).containsExactly(APP, APP, OTHER);
    assertThat(all.get(0).timeToLive()).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    assertThat(discover(a, APP, found.cookie()).peers()).isEmpty();
    Host e = hosts.host(4);
    e.peerStore().addAddresses(point.id(), point.listenAddresses(), Duration.ofHours(1));
    register(e, APP);
    assertThat(ids(discover(a, APP, found.cookie()).peers())).containsExactly(e.id());
  }

  @Test
  void takesRegistrationsBack() {
    register(a, APP);
    get(client(a).unregister(point.id(), OTHER));
    get(client(b).unregister(point.id(), APP));
    assertThat(discover(b, APP, Bytes.EMPTY).peers()).hasSize(1);
    get(client(a).unregister(point.id(), APP));
    assertThat(discover(b, APP, Bytes.EMPTY).peers()).isEmpty();
  }

  @Test
  void givesPagesOfItsBoundWhateverIsAskedFor() {
    serve(RendezvousSettings.DEFAULT.withMaxPage(2));
    fill(7);
    FoundPeers first = discover(a, APP, Bytes.EMPTY);
    assertThat(first.peers()).hasSize(2);
    assertThat(discover(a, APP, first.cookie()).peers())
        .hasSize(2)
        .doesNotContainAnyElementsOf(first.peers());
    assertThat(get(client(a).discoverAll(point.id(), Optional.of(APP), 100))).hasSize(7);
    assertThat(get(client(a).discoverAll(point.id(), Optional.of(APP), 3))).hasSize(3);
    DiscoverResponse answer =
        (DiscoverResponse) exchange(new Discover(Optional.of("my-app"), 0, Bytes.EMPTY));
    assertThat(answer.registrations()).hasSize(2);
  }

  private void fill(int count) {
    IntStream.range(0, count)
        .forEach(
            number ->
                store.put(
                    TestHosts.peer(100 + number),
                    APP,
                    signed(100 + number, "/ip4/192.0.2.1/tcp/1"),
                    Duration.ofHours(2)));
  }

  private static Bytes signed(int number, String... addresses) {
    List<Multiaddr> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(Multiaddr.parse(address));
    }
    return CertifiedPeerRecord.seal(
            TestHosts.key(number), new PeerRecord(TestHosts.peer(number), 1, all))
        .envelope()
        .encode();
  }

  @Test
  void refusesCookiesThatAreNotItsOwn() {
    register(a, APP);
    Bytes cookie = discover(a, APP, Bytes.EMPTY).cookie();
    assertRefused(
        client(a).discover(point.id(), Optional.of(OTHER), 10, cookie),
        ResponseStatus.INVALID_COOKIE);
    assertRefused(
        client(a).discover(point.id(), Optional.of(APP), 10, Bytes.of(new byte[24])),
        ResponseStatus.INVALID_COOKIE);
    serve(RendezvousSettings.DEFAULT.withMaxPage(5));
    assertRefused(
        client(a).discover(point.id(), Optional.of(APP), 10, cookie),
        ResponseStatus.INVALID_COOKIE);
  }

  @Test
  void refusesTimesThatAreTooShortOrTooLong() {
    for (Duration time : List.of(Duration.ofMinutes(119), Duration.ofHours(73))) {
      assertRefused(
          client(a).register(point.id(), APP, Optional.of(time)), ResponseStatus.INVALID_TTL);
    }
    for (Duration time : List.of(Duration.ofHours(2), Duration.ofHours(72))) {
      assertThat(get(client(a).register(point.id(), APP, Optional.of(time)))).isEqualTo(time);
    }
    assertThat(get(client(a).register(point.id(), APP, Optional.of(Duration.ZERO))))
        .isEqualTo(Duration.ofHours(2));
  }

  /** What the point answers to this, from the host {@code a}. */
  private RendezvousMessage exchange(RendezvousMessage request) {
    ProtocolStream stream = get(a.connectAndOpen(point.id(), RendezvousServer.PROTOCOL));
    return RendezvousMessage.decode(get(Messages.ask(stream, request.encode(), BOUNDS)));
  }

  private ResponseStatus statusOf(String namespace, Optional<Bytes> record) {
    return ((RegisterResponse) exchange(new Register(namespace, record, Optional.empty())))
        .status();
  }

  @Test
  void refusesNamespacesThatAreNone() {
    Optional<Bytes> record = Optional.of(signed(2, "/ip4/192.0.2.1/tcp/1"));
    assertThat(statusOf("", record)).isEqualTo(ResponseStatus.INVALID_NAMESPACE);
    assertThat(statusOf("x".repeat(256), record)).isEqualTo(ResponseStatus.INVALID_NAMESPACE);
    assertThat(statusOf("x".repeat(255), record)).isEqualTo(ResponseStatus.OK);
    DiscoverResponse answer =
        (DiscoverResponse) exchange(new Discover(Optional.of("x".repeat(256)), 1, Bytes.EMPTY));
    assertThat(answer.status()).isEqualTo(ResponseStatus.INVALID_NAMESPACE);
  }

  @Test
  void refusesRecordsThatAreNotThePeersOwn() {
    assertThat(statusOf("x", Optional.of(signed(3, "/ip4/192.0.2.1/tcp/1"))))
        .isEqualTo(ResponseStatus.NOT_AUTHORIZED);
    assertThat(statusOf("x", Optional.empty()))
        .isEqualTo(ResponseStatus.INVALID_SIGNED_PEER_RECORD);
    assertThat(statusOf("x", Optional.of(signed(2))))
        .isEqualTo(ResponseStatus.INVALID_SIGNED_PEER_RECORD);
    byte[] forged = signed(2, "/ip4/192.0.2.1/tcp/1").toArray();
    forged[forged.length - 1] ^= 1;
    assertThat(statusOf("x", Optional.of(Bytes.of(forged))))
        .isEqualTo(ResponseStatus.INVALID_SIGNED_PEER_RECORD);
    assertThat(store.size()).isZero();
  }

  @Test
  void boundsRegistrations() {
    for (String name : List.of("1", "2", "3")) {
      register(a, new Namespace(name));
    }
    assertRefused(client(a).register(point.id(), APP, DEFAULT), ResponseStatus.NOT_AUTHORIZED);
    register(a, new Namespace("1"));
    fill(7);
    assertRefused(client(b).register(point.id(), APP, DEFAULT), ResponseStatus.UNAVAILABLE);
  }

  @Test
  void dropsWhoSendsNoRequest() {
    for (Bytes nonsense :
        List.of(Bytes.ofHex("ff"), RegisterResponse.ok(Duration.ofHours(2)).encode())) {
      ProtocolStream stream = get(a.connectAndOpen(point.id(), RendezvousServer.PROTOCOL));
      CompletionStage<Bytes> answer = Messages.ask(stream, nonsense, BOUNDS);
      TestHosts.assertFails(answer, Reason.RESET);
    }
  }

  /** A point that answers whatever the test says. */
  private void answerWith(RendezvousMessage answer) {
    server.stop();
    point.handle(
        RendezvousServer.PROTOCOL,
        inbound -> {
          Messages.readOne(inbound, BOUNDS);
          Messages.sendLast(inbound, answer.encode(), BOUNDS);
        });
  }

  private static Register registration(String namespace, Bytes record) {
    return new Register(namespace, Optional.of(record), Optional.of(Duration.ofDays(9_000)));
  }

  @Test
  void believesSignedRecordsInItsNamespaceOnly() {
    byte[] forged = signed(5, "/ip4/192.0.2.5/tcp/1").toArray();
    forged[forged.length - 1] ^= 1;
    answerWith(
        new DiscoverResponse(
            List.of(
                registration("my-app", Bytes.of(forged)),
                registration("other", signed(6, "/ip4/192.0.2.6/tcp/1")),
                registration("", signed(7, "/ip4/192.0.2.7/tcp/1")),
                registration("my-app", signed(8, "/ip4/192.0.2.8/tcp/1"))),
            Bytes.EMPTY,
            ResponseStatus.OK,
            ""));
    FoundPeers found = discover(a, APP, Bytes.EMPTY);
    assertThat(ids(found.peers())).containsExactly(TestHosts.peer(8));
    assertThat(found.peers().get(0).timeToLive()).isEqualTo(Duration.ofHours(72));
    assertThat(a.peerStore().addresses(TestHosts.peer(6))).isEmpty();
  }

  @Test
  void comesToAnEndWithAPointThatHasNone() {
    answerWith(
        new DiscoverResponse(
            List.of(registration("my-app", signed(8, "/ip4/192.0.2.8/tcp/1"))),
            Bytes.of((byte) 1),
            ResponseStatus.OK,
            ""));
    assertThat(get(client(a).discoverAll(point.id(), Optional.of(APP), 1_000))).hasSize(1);
  }

  @Test
  void refusesAnswersOfAnotherKind() {
    answerWith(RegisterResponse.ok(Duration.ofHours(2)));
    ConnectionFailed failure =
        TestHosts.failure(
            client(a)
                .discover(point.id(), Optional.of(APP), 10, Bytes.EMPTY)
                .handle(
                    (found, thrown) -> {
                      throw ConnectionFailed.of(thrown);
                    }));
    assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }
}
