package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Requests;
import org.meshwork.libp2p.protocol.kad.TableHosts.Member;
import org.meshwork.libp2p.protocol.kad.value.SignedValue;
import org.meshwork.libp2p.protocol.kad.value.SignedValueValidator;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.MessageType;

/** Nodes on hosts, in real time. */
@ExtendWith(LeakWatch.class)
class KademliaTest {
  /** More than a bucket has places. */
  private static final int NODES = 24;

  private static final Validators VALIDATORS =
      Validators.DEFAULT.with("site", new SignedValueValidator("site"));
  private static final KademliaSettings SETTINGS =
      KademliaSettings.DEFAULT.withProtocol("/meshwork/kad/1.0.0");
  private static final KademliaSettings IMPATIENT =
      SETTINGS.withRequests(new Requests(Duration.ofMillis(500), Duration.ofSeconds(10), 2, 4));
  private static final MessageBounds BOUNDS =
      new MessageBounds(KadMessage.MAX_BYTES, 64, Duration.ofSeconds(20));
  private static final PrivateKey AUTHOR = TestHosts.key(500);
  private static final Bytes KEY = SignedValue.keyOf("site", TestHosts.peer(500));
  private static final Bytes VALUE = SignedValue.seal(AUTHOR, "site", 1, Bytes.utf8("hello"));
  private static final Multihash CONTENT = HashFunction.SHA2_256.hash(Bytes.utf8("content"));

  private final TableHosts hosts = new TableHosts();

  @AfterEach
  void close() {
    hosts.close();
  }

  private Member server(int number, KademliaSettings settings) {
    return hosts.member(number, Mode.SERVER, VALIDATORS, settings);
  }

  private static int size(Member member) {
    return get(member.kademlia().size());
  }

  private static void assertFailsWith(CompletionStage<?> stage, Reason reason) {
    Throwable thrown = catchThrowable(() -> get(stage));
    assertThat(thrown).hasCauseInstanceOf(KademliaFailed.class);
    KademliaFailed failed = (KademliaFailed) thrown.getCause();
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed).hasMessageEndingWith(reason.remedy());
  }

  private List<Member> network(int count) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Member member = server(i, SETTINGS);
      members.add(member);
      if (i > 1) {
        assertThat(get(member.kademlia().bootstrap(List.of(members.get(0).contact()))))
            .isPositive();
      }
    }
    return members;
  }

  @Test
  void doesWhatATableIsFor() {
    List<Member> members = network(NODES);
    Kademlia one = members.get(5).kademlia();
    Kademlia other = members.get(NODES - 1).kademlia();
    Host sought = members.get(15).host();

    assertThat(get(one.put(KEY, VALUE, 15))).isBetween(15, 20);
    assertThat(get(other.get(KEY)).value()).isEqualTo(VALUE);
    get(one.provide(CONTENT));
    assertThat(get(other.findProviders(CONTENT, 5))).containsExactly(members.get(5).contact());
    assertThat(get(other.findPeer(sought.id())).addresses()).containsAll(sought.listenAddresses());
    Neighbourhood found = get(one.closest(Bytes.utf8("any key")));
    assertThat(found.peers()).hasSize(20).doesNotHaveDuplicates();
    assertThat(found.isWhole()).isTrue();
    assertThat(size(members.get(0))).isGreaterThan(NODES / 2);
  }

  @Test
  void getsPublicKeysAsEveryoneKeepsThem() {
    List<Member> members = network(5);
    Bytes key = Validators.key("pk", TestHosts.peer(500).encode());
    get(members.get(1).kademlia().put(key, AUTHOR.publicKey().encode(), 3));
    assertThat(get(members.get(4).kademlia().get(key)).value())
        .isEqualTo(AUTHOR.publicKey().encode());
  }

  @Test
  void keepsClientsOutOfTables() {
    List<Member> members = network(5);
    Member client = hosts.member(50, Mode.CLIENT, VALIDATORS, SETTINGS);
    assertThat(get(client.kademlia().bootstrap(List.of(members.get(0).contact())))).isEqualTo(5);
    assertThat(client.host().protocols()).doesNotContain(SETTINGS.protocol());
    get(client.kademlia().put(KEY, VALUE, 5));
    assertThat(get(members.get(2).kademlia().get(KEY)).value()).isEqualTo(VALUE);
    assertThat(members).allMatch(member -> size(member) == 4);

    // The change of mode is told by identify.
    get(client.kademlia().start(Mode.SERVER));
    await().until(() -> members.stream().allMatch(member -> size(member) == 5));
    get(client.kademlia().start(Mode.CLIENT));
    await().until(() -> members.stream().allMatch(member -> size(member) == 4));
  }

  @Test
  void keepsToItsOwnTable() {
    Member here = server(1, SETTINGS);
    Member there = server(2, KademliaSettings.DEFAULT);
    assertFailsWith(here.kademlia().bootstrap(List.of(there.contact())), Reason.NO_PEERS);
    assertThat(size(there)).isZero();
  }

  @Test
  void answersManyRequestsOnOneStream() {
    Member member = server(1, SETTINGS);
    Host peer = hosts.host(2);
    get(peer.connect(member.host().id(), member.host().listenAddresses()));
    ProtocolStream stream = get(peer.openStream(member.host().id(), SETTINGS.protocol()));
    CompletionStage<List<Bytes>> answers = Messages.readAll(stream, BOUNDS);
    stream.stream()
        .write(
            Unpooled.wrappedBuffer(
                frame(KadMessage.findNode(KEY)),
                frame(KadMessage.getValue(KEY)),
                frame(KadMessage.getProviders(CONTENT.encode()))));
    stream.stream().closeWrite();
    assertThat(get(answers))
        .extracting(answer -> KadMessage.decode(answer).type())
        .containsExactly(MessageType.FIND_NODE, MessageType.GET_VALUE, MessageType.GET_PROVIDERS);
    get(stream.stream().closed());
  }

  private static ByteBuf frame(KadMessage message) {
    return Messages.frame(message.encode());
  }

  private void assertResets(ByteBuf bytes) {
    Member member = server(1, IMPATIENT);
    Host peer = hosts.host(2);
    get(peer.connect(member.host().id(), member.host().listenAddresses()));
    ProtocolStream stream = get(peer.openStream(member.host().id(), SETTINGS.protocol()));
    CompletionStage<List<Bytes>> answers = Messages.readAll(stream, BOUNDS);
    stream.stream().write(bytes);
    assertFails(answers, ConnectionFailed.Reason.RESET);
  }

  @Test
  void resetsStreamsWithoutMessages() {
    assertResets(Unpooled.copiedBuffer(new byte[] {3, -1, -1, -1}));
  }

  @Test
  void resetsStreamsWithInvalidRequests() {
    assertResets(frame(KadMessage.findNode(Bytes.EMPTY)));
  }

  @Test
  void resetsStreamsWithHugeRequests() {
    assertResets(Messages.frame(Bytes.of(new byte[RequestStream.MAX_REQUEST_BYTES + 1])));
  }

  @Test
  void resetsStreamsWithTooManyRequestsAtOnce() {
    ByteBuf[] many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> frame(KadMessage.findNode(KEY)))
            .toArray(ByteBuf[]::new);
    assertResets(Unpooled.wrappedBuffer(many.length, many));
  }

  @Test
  void resetsSilentStreams() {
    assertResets(Unpooled.copiedBuffer(new byte[] {10}));
  }

  @Test
  void resetsMoreStreamsThanItsBound() {
    Member member = server(1, IMPATIENT);
    Host peer = hosts.host(2);
    get(peer.connect(member.host().id(), member.host().listenAddresses()));
    for (int i = 0; i < 4; i++) {
      get(peer.openStream(member.host().id(), SETTINGS.protocol()));
    }
    // Before or after the protocol is agreed.
    assertFails(
        peer.openStream(member.host().id(), SETTINGS.protocol())
            .thenCompose(stream -> Messages.readAll(stream, BOUNDS)),
        ConnectionFailed.Reason.RESET);
  }

  /** They accept the protocol, and answer with what is none, with another answer, or not at all. */
  @Test
  void isNotMisledByPeersThatAnswerBadly() {
    Member member = server(1, IMPATIENT);
    List<Contact> bad = new ArrayList<>();
    for (int i = 2; i < 5; i++) {
      Host host = hosts.host(i);
      Bytes answer = i == 2 ? Bytes.ofHex("ffff") : KadMessage.getValue(Bytes.utf8("key")).encode();
      boolean isSilent = i == 4;
      host.handle(
          SETTINGS.protocol(),
          Messages.answering(
              (peer, request) ->
                  isSilent ? new CompletableFuture<>() : CompletableFuture.completedStage(answer),
              BOUNDS));
      bad.add(new Contact(host.id(), host.listenAddresses()));
    }
    assertFailsWith(member.kademlia().bootstrap(bad), Reason.NO_PEERS);
    assertThat(size(member)).isZero();
  }

  @Test
  void boundsOperations() {
    Member member = server(1, IMPATIENT);
    Host silent = hosts.host(2);
    silent.handle(
        SETTINGS.protocol(),
        Messages.answering((peer, request) -> new CompletableFuture<>(), BOUNDS));
    Contact contact = new Contact(silent.id(), silent.listenAddresses());
    List<CompletionStage<Integer>> all =
        IntStream.range(0, 3).mapToObj(i -> member.kademlia().bootstrap(List.of(contact))).toList();
    assertFailsWith(all.get(2), Reason.TOO_MUCH);
    assertFailsWith(all.get(0), Reason.NO_PEERS);
    assertFailsWith(all.get(1), Reason.NO_PEERS);
  }

  @Test
  void doesNothingOnceItIsClosed() {
    List<Member> members = network(2);
    Kademlia closed = members.get(0).kademlia();
    get(closed.close());
    get(closed.close());
    assertFailsWith(closed.get(KEY), Reason.CLOSED);
    assertThat(members.get(0).host().protocols()).doesNotContain(SETTINGS.protocol());
    await().until(() -> size(members.get(1)) == 0);
  }
}
