package org.meshwork.libp2p.protocol.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;
import org.meshwork.libp2p.record.SequenceNumbers;

@ExtendWith(LeakWatch.class)
class IdentifyTest {
  private static final IdentifySettings SETTINGS =
      new IdentifySettings("test/1", Duration.ofSeconds(10), Duration.ofMillis(20));

  private final TestHosts hosts = new TestHosts();
  private final List<Identity> heardHere = new CopyOnWriteArrayList<>();
  private final List<Identity> heardThere = new CopyOnWriteArrayList<>();
  private Host here;
  private Host there;
  private Identify asking;

  @BeforeEach
  void start() {
    here = hosts.host(1, HostSettings.DEFAULT.withAgentVersion("here/1"));
    there = hosts.host(2, HostSettings.DEFAULT.withAgentVersion("there/2"));
    asking = identify(here, heardHere);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private static Identify identify(Host host, List<Identity> heard) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    Identify identify = new Identify(host, new SequenceNumbers(clock), SETTINGS);
    identify.addListener(
        (connection, identity) -> {
          throw new IllegalStateException("on purpose");
        });
    identify.addListener((connection, identity) -> heard.add(identity));
    identify.start();
    return identify;
  }

  /** Answers with these bytes instead. */
  private AtomicInteger answer(Bytes... messages) {
    AtomicInteger asked = new AtomicInteger();
    there.handle(
        Identify.PROTOCOL,
        inbound -> {
          asked.incrementAndGet();
          for (Bytes message : messages) {
            inbound.stream().write(Messages.frame(message));
          }
          inbound.stream().closeWrite();
        });
    return asked;
  }

  @Test
  void tellsEachSideOfTheOther() {
    identify(there, heardThere);
    Connection connection = connect(here, there);
    await().until(() -> !heardHere.isEmpty() && !heardThere.isEmpty());
    Identity identity = heardHere.get(0);
    assertThat(identity.peer()).isEqualTo(there.id());
    assertThat(identity.key()).isEqualTo(connection.remoteKey());
    assertThat(identity.addresses()).isEqualTo(there.listenAddresses());
    assertThat(identity.protocols()).containsExactly(Identify.PROTOCOL, Identify.PUSH);
    assertThat(identity.agentVersion()).contains("there/2");
    assertThat(identity.protocolVersion()).contains("test/1");
    assertThat(identity.observed()).contains(connection.localAddress());
    PeerRecord record = identity.certified().orElseThrow().content();
    assertThat(record.peer()).isEqualTo(there.id());
    assertThat(record.addresses()).isEqualTo(there.listenAddresses());
    assertThat(heardThere.get(0).agentVersion()).contains("here/1");
  }

  @Test
  void pushesWhatIsAnnouncedAfterwards() {
    identify(there, heardThere);
    connect(here, there);
    await().until(() -> !heardHere.isEmpty() && !heardThere.isEmpty());
    Multiaddr outside = Multiaddr.parse("/ip4/1.2.3.4/tcp/4001");
    there.announce(List.of(outside));
    List<Multiaddr> both = List.of(outside, there.listenAddresses().get(0));
    await().untilAsserted(() -> assertThat(last(heardHere).addresses()).isEqualTo(both));
    assertThat(last(heardHere).certified().orElseThrow().content().addresses()).isEqualTo(both);
  }

  private static Identity last(List<Identity> heard) {
    return heard.get(heard.size() - 1);
  }

  @Test
  void remembersWhatPeersSay() {
    identify(there, heardThere);
    connect(here, there);
    await().until(() -> !heardHere.isEmpty() && !heardThere.isEmpty());
    assertThat(here.peerStore().addresses(there.id())).isEqualTo(there.listenAddresses());
    assertThat(here.peerStore().certified(there.id())).isEqualTo(heardHere.get(0).certified());
    assertThat(here.peerStore().protocols(there.id()))
        .containsExactly(Identify.PROTOCOL, Identify.PUSH);
    // It dialled, so this is by its word alone.
    assertThat(there.peerStore().addresses(here.id())).isEqualTo(here.listenAddresses());
  }

  @Test
  void remembersOnlySomeOfManyAddresses() {
    IdentifyMessageBuilder many = new IdentifyMessageBuilder();
    IntStream.range(1, 100).forEach(port -> many.address("/ip4/192.0.2.1/tcp/" + port));
    answer(many.build());
    connect(here, there);
    await().until(() -> !heardHere.isEmpty());
    assertThat(here.peerStore().addresses(there.id()))
        // And the one that was dialled.
        .hasSize(Remembering.MAX_ADDRESSES + 1);
  }

  @Test
  void asksOneQuestionAtATime() {
    AtomicInteger asked = answer(IdentifyMessage.decode(Bytes.EMPTY).encode());
    Connection connection = connect(here, there);
    List<CompletionStage<Identity>> answers =
        IntStream.range(0, 20).mapToObj(i -> asking.identify(connection)).toList();
    answers.forEach(answer -> assertThat(get(answer).peer()).isEqualTo(there.id()));
    assertThat(asked.get()).isLessThan(20);
  }

  @Test
  void pushesChangesTogether() {
    identify(there, heardThere);
    connect(here, there);
    await().until(() -> !heardHere.isEmpty() && !heardThere.isEmpty());
    int before = heardHere.size();
    there.handle("/test/a", inbound -> {});
    there.handle("/test/b", inbound -> {});
    Multiaddr second = get(there.listen(TestHosts.ANY_PORT));
    await()
        .untilAsserted(
            () -> {
              Identity last = heardHere.get(heardHere.size() - 1);
              assertThat(last.protocols()).contains("/test/a", "/test/b");
              assertThat(last.addresses()).contains(second);
              assertThat(last.certified().orElseThrow().content().addresses()).contains(second);
            });
    assertThat(heardHere.size() - before).isLessThanOrEqualTo(3);
  }

  @Test
  void pushesNothingToThoseWhoDoNotTakeIt() {
    AtomicInteger pushed = new AtomicInteger();
    answer(new IdentifyMessageBuilder().protocols("/other").build());
    there.handle(
        Identify.PUSH,
        inbound -> {
          pushed.incrementAndGet();
          inbound.stream().reset();
        });
    Connection connection = connect(here, there);
    await().until(() -> !heardHere.isEmpty());
    here.handle("/test/a", inbound -> {});
    // Longer than the push would take: the timer of the same executor comes after it.
    get(later(here, Duration.ofMillis(200)));
    get(asking.identify(connection));
    assertThat(pushed).hasValue(0);
  }

  private static CompletionStage<Void> later(Host host, Duration delay) {
    java.util.concurrent.CompletableFuture<Void> done =
        new java.util.concurrent.CompletableFuture<>();
    host.executor()
        .schedule(
            () -> done.complete(null),
            delay.toMillis(),
            java.util.concurrent.TimeUnit.MILLISECONDS);
    return done;
  }

  @Test
  void keepsWhatAPushLeavesOut() {
    answer(new IdentifyMessageBuilder().protocols("/a", "/b").agent("one").build());
    connect(here, there);
    await().until(() -> heardHere.size() == 1);
    Messages.sendLast(
        get(there.openStream(here.id(), Identify.PUSH)),
        new IdentifyMessageBuilder().agent("two").build(),
        new org.meshwork.libp2p.protocol.MessageBounds(8_192, 1, Duration.ofSeconds(10)));
    await().until(() -> heardHere.size() == 2);
    assertThat(heardHere.get(1).agentVersion()).contains("two");
    assertThat(heardHere.get(1).protocols()).containsExactly("/a", "/b");
  }

  @Test
  void refusesAnotherPeersKey() {
    answer(new IdentifyMessageBuilder().key(TestHosts.key(3).publicKey()).build());
    assertThatIdentityIsRefused();
  }

  @Test
  void refusesAnotherPeersRecord() {
    answer(new IdentifyMessageBuilder().record(certified(3).envelope().encode()).build());
    assertThatIdentityIsRefused();
  }

  @Test
  void refusesAForgedRecord() {
    byte[] record = certified(2).envelope().encode().toArray();
    record[record.length - 1] ^= 1;
    answer(new IdentifyMessageBuilder().record(Bytes.of(record)).build());
    assertThatIdentityIsRefused();
  }

  @Test
  void refusesHugeMessages() {
    answer(Bytes.of(new byte[100_000]));
    assertThatIdentityIsRefused();
  }

  @Test
  void refusesEndlessParts() {
    Bytes part = new IdentifyMessageBuilder().agent("x".repeat(1_000)).build();
    answer(IntStream.range(0, 100).mapToObj(i -> part).toArray(Bytes[]::new));
    assertThatIdentityIsRefused();
  }

  @Test
  void refusesWhatIsNoMessage() {
    answer(Bytes.ofHex("ffffffff"));
    assertThatIdentityIsRefused();
  }

  @Test
  void failsWherePeersDoNotAnswer() {
    assertFails(asking.identify(connect(here, there)), Reason.NO_COMMON_PROTOCOL);
  }

  @Test
  void takesNothingFromThoseWhoAsk() {
    connect(there, here);
    var stream = get(there.openStream(here.id(), Identify.PROTOCOL)).stream();
    stream.write(Unpooled.copiedBuffer(new byte[10]));
    assertFails(stream.closed(), Reason.RESET);
  }

  private void assertThatIdentityIsRefused() {
    Connection connection = connect(here, there);
    assertFails(asking.identify(connection), Reason.PROTOCOL_VIOLATED);
    assertThat(heardHere).isEmpty();
  }

  private static CertifiedPeerRecord certified(int peer) {
    return CertifiedPeerRecord.seal(
        TestHosts.key(peer), new PeerRecord(TestHosts.peer(peer), 1, List.of()));
  }

  @Test
  void keepsTheNewestRecord() {
    IdentifyMessage old = IdentifyMessage.decode(record(1));
    IdentifyMessage young = IdentifyMessage.decode(record(2));
    Identity identity =
        new Identity(
                TestHosts.peer(2),
                TestHosts.key(2).publicKey(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .updated(young)
            .updated(old);
    assertThat(identity.certified().orElseThrow().content().sequence()).isEqualTo(2);
  }

  private static Bytes record(long sequence) {
    PeerRecord content = new PeerRecord(TestHosts.peer(2), sequence, List.of());
    return new IdentifyMessageBuilder()
        .record(CertifiedPeerRecord.seal(TestHosts.key(2), content).envelope().encode())
        .build();
  }

  /** Writes fields that no honest peer would. */
  private static final class IdentifyMessageBuilder {
    private final org.meshwork.libp2p.protobuf.ProtobufWriter writer =
        new org.meshwork.libp2p.protobuf.ProtobufWriter();

    IdentifyMessageBuilder key(PublicKey key) {
      writer.bytes(IdentifyMessage.PUBLIC_KEY, key.encode());
      return this;
    }

    IdentifyMessageBuilder protocols(String... protocols) {
      for (String protocol : protocols) {
        writer.bytes(IdentifyMessage.PROTOCOL, Bytes.utf8(protocol));
      }
      return this;
    }

    IdentifyMessageBuilder address(String address) {
      writer.bytes(IdentifyMessage.LISTEN_ADDRESS, Multiaddr.parse(address).encode());
      return this;
    }

    IdentifyMessageBuilder agent(String agent) {
      writer.bytes(IdentifyMessage.AGENT_VERSION, Bytes.utf8(agent));
      return this;
    }

    IdentifyMessageBuilder record(Bytes record) {
      writer.bytes(IdentifyMessage.SIGNED_PEER_RECORD, record);
      return this;
    }

    Bytes build() {
      return writer.toBytes();
    }
  }
}
