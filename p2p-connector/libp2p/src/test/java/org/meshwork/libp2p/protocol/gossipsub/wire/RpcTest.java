package org.meshwork.libp2p.protocol.gossipsub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class RpcTest {
  private static final Topic NEWS = new Topic("news");
  private static final Topic SPORT = new Topic("sport");
  private static final MessageId FIRST = new MessageId(Bytes.of((byte) 1));
  private static final MessageId SECOND = new MessageId(Bytes.of((byte) 2));

  private static Rpc read(RpcFrame frame) {
    return Rpc.decode(body(frame), RpcBounds.DEFAULT);
  }

  private static Bytes body(RpcFrame frame) {
    ByteBuf buffer = frame.toBuffer();
    ByteReader reader = new ByteReader(Bytes.of(ByteBufUtil.getBytes(buffer)));
    buffer.release();
    Bytes body = reader.prefixed();
    reader.requireEnd("RPC");
    assertThat(body.size()).isEqualTo(frame.size());
    return body;
  }

  @Test
  void readsAllThatItWrites() {
    PubSubMessage message = PubSubMessage.anonymous(NEWS, Bytes.utf8("hello"));
    Prune prune =
        new Prune(
            SPORT,
            List.of(
                new ProposedPeer(TestHosts.peer(1), Optional.of(Bytes.utf8("a record"))),
                new ProposedPeer(TestHosts.peer(2), Optional.empty())),
            Optional.of(Duration.ofSeconds(60)));
    RpcFrame frame =
        new RpcFrame()
            .field(RpcFields.subscription(new Subscription(NEWS, true)))
            .field(RpcFields.subscription(new Subscription(SPORT, false)))
            .field(RpcFields.message(message))
            .control(RpcFields.graft(NEWS))
            .control(RpcFields.prune(prune));
    RpcFields.advertisements(NEWS, List.of(FIRST, SECOND)).forEach(frame::control);
    RpcFields.requests(List.of(FIRST)).forEach(frame::control);
    RpcFields.refusals(List.of(SECOND)).forEach(frame::control);
    assertThat(read(frame))
        .isEqualTo(
            new Rpc(
                List.of(new Subscription(NEWS, true), new Subscription(SPORT, false)),
                List.of(message),
                List.of(new Advertisement(NEWS, List.of(FIRST, SECOND))),
                List.of(FIRST),
                List.of(NEWS),
                List.of(prune),
                List.of(SECOND)));
    assertThat(read(frame).isEmpty()).isFalse();
    assertThat(read(new RpcFrame()).isEmpty()).isTrue();
  }

  /** The bytes of the specification's schema, by hand. */
  @Test
  void writesWhatTheSchemaSays() {
    RpcFrame frame =
        new RpcFrame()
            .field(RpcFields.subscription(new Subscription(new Topic("t"), true)))
            .field(RpcFields.message(PubSubMessage.anonymous(new Topic("t"), Bytes.ofHex("ff"))))
            .control(RpcFields.graft(new Topic("t")));
    assertThat(body(frame).toHex())
        .isEqualTo("0a0508011201" + "74" + "12061201ff220174" + "1a051a030a0174");
  }

  @Test
  void splitsManyIds() {
    List<MessageId> ids =
        IntStream.range(0, 2_000)
            .mapToObj(i -> new MessageId(Bytes.utf8("a rather long id of a message " + i)))
            .toList();
    List<Bytes> parts = RpcFields.advertisements(NEWS, ids);
    assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.size() < 32 << 10);
    RpcFrame frame = new RpcFrame();
    parts.forEach(frame::control);
    List<MessageId> read =
        read(frame).advertisements().stream().flatMap(one -> one.ids().stream()).toList();
    assertThat(read).isEqualTo(ids);
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    Bytes unknown = new ProtobufWriter().varint(9, 300).bytes(1_000, Bytes.utf8("later")).toBytes();
    Bytes fixed = Bytes.ofHex("590102030405060708");
    Bytes message =
        new ProtobufWriter()
            .raw(unknown)
            .bytes(4, Bytes.utf8("news"))
            .raw(fixed)
            .bytes(2, Bytes.utf8("data"))
            .toBytes();
    PubSubMessage read = PubSubMessage.decode(message);
    assertThat(read.unknown()).isEqualTo(unknown.concat(fixed));
    assertThat(read.encode())
        .isEqualTo(
            new ProtobufWriter()
                .bytes(2, Bytes.utf8("data"))
                .bytes(4, Bytes.utf8("news"))
                .raw(unknown)
                .raw(fixed)
                .toBytes());
    Bytes rpc = new ProtobufWriter().bytes(2, message).varint(77, 1).bytes(10, fixed).toBytes();
    assertThat(Rpc.decode(rpc, RpcBounds.DEFAULT).messages()).containsExactly(read);
  }

  @Test
  void tellsAbsentFromEmpty() {
    PubSubMessage absent =
        PubSubMessage.decode(new ProtobufWriter().bytes(4, Bytes.utf8("news")).toBytes());
    PubSubMessage empty = PubSubMessage.anonymous(NEWS, Bytes.EMPTY);
    assertThat(absent.data()).isEmpty();
    assertThat(absent.payload()).isEqualTo(empty.payload());
    assertThat(PubSubMessage.decode(empty.encode())).isEqualTo(empty).isNotEqualTo(absent);
  }

  @Test
  void refusesMoreThanItsBounds() {
    RpcBounds bounds = new RpcBounds(1_024, 2, 2, 2, 3, 1);
    Bytes topic = new ProtobufWriter().bytes(1, Bytes.utf8("t")).toBytes();
    assertBound(
        bounds, 2, rpc -> rpc.bytes(1, new ProtobufWriter().bytes(2, Bytes.utf8("t")).toBytes()));
    assertBound(
        bounds, 2, rpc -> rpc.bytes(2, new ProtobufWriter().bytes(4, Bytes.utf8("t")).toBytes()));
    assertBound(bounds, 2, rpc -> rpc.bytes(3, control(1, topic)));
    assertBound(bounds, 2, rpc -> rpc.bytes(3, control(2, Bytes.EMPTY)));
    assertBound(bounds, 2, rpc -> rpc.bytes(3, control(3, topic)));
    assertBound(bounds, 2, rpc -> rpc.bytes(3, control(4, topic)));
    assertBound(bounds, 2, rpc -> rpc.bytes(3, control(5, Bytes.EMPTY)));
  }

  private static void assertBound(RpcBounds bounds, int most, Consumer<ProtobufWriter> part) {
    ProtobufWriter rpc = new ProtobufWriter();
    for (int count = 0; count < most; count++) {
      part.accept(rpc);
    }
    Rpc.decode(rpc.toBytes(), bounds);
    part.accept(rpc);
    assertRefused(Reason.TOO_LARGE, () -> Rpc.decode(rpc.toBytes(), bounds));
  }

  private static Bytes control(int kind, Bytes body) {
    return new ProtobufWriter().bytes(kind, body).toBytes();
  }

  @Test
  void countsIdsOfAllControlMessages() {
    RpcBounds bounds = new RpcBounds(1_024, 2, 2, 2, 3, 1);
    RpcFrame three = new RpcFrame();
    RpcFields.advertisements(NEWS, List.of(FIRST)).forEach(three::control);
    RpcFields.requests(List.of(FIRST)).forEach(three::control);
    RpcFields.refusals(List.of(FIRST)).forEach(three::control);
    Rpc.decode(body(three), bounds);
    RpcFields.requests(List.of(SECOND)).forEach(three::control);
    assertRefused(Reason.TOO_LARGE, () -> Rpc.decode(body(three), bounds));
  }

  @Test
  void boundsProposedPeersRecordsAndBytes() {
    RpcBounds bounds = new RpcBounds(1_024, 2, 2, 2, 3, 1);
    ProposedPeer peer = new ProposedPeer(TestHosts.peer(1), Optional.empty());
    RpcFrame two =
        new RpcFrame()
            .control(RpcFields.prune(new Prune(NEWS, List.of(peer, peer), Optional.empty())));
    assertRefused(Reason.TOO_LARGE, () -> Rpc.decode(body(two), bounds));
    ProposedPeer heavy =
        new ProposedPeer(TestHosts.peer(1), Optional.of(Bytes.of(new byte[20_000])));
    RpcFrame record =
        new RpcFrame().control(RpcFields.prune(new Prune(NEWS, List.of(heavy), Optional.empty())));
    assertRefused(Reason.TOO_LARGE, () -> read(record));
    assertRefused(Reason.TOO_LARGE, () -> Rpc.decode(Bytes.of(new byte[1_025]), bounds));
    Bytes longId = new ProtobufWriter().bytes(1, Bytes.of(new byte[257])).toBytes();
    Bytes longTopic = new ProtobufWriter().bytes(1, Bytes.of(new byte[1_025])).toBytes();
    assertRefused(
        Reason.TOO_LARGE, () -> Rpc.decode(control(3, control(2, longId)), RpcBounds.DEFAULT));
    assertRefused(
        Reason.TOO_LARGE, () -> Rpc.decode(control(3, control(3, longTopic)), RpcBounds.DEFAULT));
  }

  @Test
  void refusesWhatIsIncomplete() {
    for (int kind : new int[] {1, 3, 4}) {
      assertRefused(
          Reason.MALFORMED,
          () -> Rpc.decode(control(3, control(kind, Bytes.EMPTY)), RpcBounds.DEFAULT));
    }
    assertRefused(Reason.MALFORMED, () -> Rpc.decode(control(1, Bytes.EMPTY), RpcBounds.DEFAULT));
    assertRefused(Reason.MALFORMED, () -> Rpc.decode(control(2, Bytes.EMPTY), RpcBounds.DEFAULT));
    Bytes emptyId = new ProtobufWriter().bytes(1, Bytes.EMPTY).toBytes();
    assertRefused(
        Reason.MALFORMED, () -> Rpc.decode(control(3, control(2, emptyId)), RpcBounds.DEFAULT));
    Bytes noText = new ProtobufWriter().bytes(1, Bytes.ofHex("ff")).toBytes();
    assertRefused(
        Reason.MALFORMED, () -> Rpc.decode(control(3, control(3, noText)), RpcBounds.DEFAULT));
  }

  @Test
  void takesLongBackoffsForAYear() {
    Bytes prune = new ProtobufWriter().bytes(1, Bytes.utf8("t")).varint(3, -1L).toBytes();
    assertThat(Rpc.decode(control(3, control(4, prune)), RpcBounds.DEFAULT).pruned())
        .containsExactly(
            new Prune(new Topic("t"), Collections.emptyList(), Optional.of(Duration.ofDays(365))));
  }

  @Test
  void requiresBoundsThatCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RpcBounds(1_023, 1, 1, 1, 1, 1))
        .withMessageContaining("maxBytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RpcBounds(1_024, 1, 1, 1, 0, 1))
        .withMessageContaining("maxIds");
  }
}
