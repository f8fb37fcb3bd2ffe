package org.meshwork.libp2p.protocol.kad.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class KadMessageTest {
  private static final PeerId PEER = TestHosts.peer(1);
  private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
  private static final Bytes KEY = Bytes.utf8("/v/key");

  private static KadPeer peer(int addresses) {
    return new KadPeer(PEER, Collections.nCopies(addresses, ADDRESS), Reachability.CONNECTED);
  }

  @Test
  void readsWhatItWrites() {
    for (MessageType type : MessageType.values()) {
      KadMessage message =
          new KadMessage(
              type,
              KEY,
              Optional.of(
                  new KadRecord(
                      KEY, Bytes.utf8("value"), Optional.of(Instant.ofEpochSecond(1_700_000_000)))),
              List.of(peer(2), peer(0)),
              List.of(peer(1)));
      assertThat(KadMessage.decode(message.encode())).isEqualTo(message);
    }
  }

  /** Written down by hand from the specification's message. */
  @Test
  void writesTheFieldsOfTheSpecification() {
    assertThat(KadMessage.findNode(Bytes.ofHex("0102")).encode())
        .isEqualTo(Bytes.ofHex("0804" + "12020102"));
    assertThat(KadMessage.getValue(Bytes.ofHex("0102")).encode())
        .isEqualTo(Bytes.ofHex("0801" + "12020102"));
    assertThat(KadMessage.putValue(new KadRecord(Bytes.ofHex("01"), Bytes.ofHex("02"))).encode())
        .isEqualTo(Bytes.ofHex("0800" + "120101" + "1a06" + "0a0101" + "120102"));
    KadPeer peer = new KadPeer(PEER, List.of(ADDRESS), Reachability.CAN_CONNECT);
    String id = PEER.encode().toHex();
    assertThat(KadMessage.addProvider(Bytes.ofHex("01"), peer).encode())
        .isEqualTo(
            Bytes.ofHex(
                "0802" + "120101" + "4a34" + "0a26" + id + "1208" + "04c0000201060fa1" + "1802"));
  }

  /** As js-libp2p writes it: no type where it is 0, and the time of the record. */
  @Test
  void readsWhatOthersWrite() {
    Bytes record =
        new ProtobufWriter()
            .bytes(1, KEY)
            .bytes(2, Bytes.utf8("value"))
            .bytes(5, Bytes.utf8("2026-01-02T03:04:05.006000000Z"))
            .toBytes();
    KadMessage read =
        KadMessage.decode(new ProtobufWriter().bytes(2, KEY).bytes(3, record).toBytes());
    assertThat(read.type()).isEqualTo(MessageType.PUT_VALUE);
    assertThat(read.record().orElseThrow().received())
        .contains(Instant.parse("2026-01-02T03:04:05.006Z"));
  }

  @Test
  void leavesOutWhatCannotBeReadHere() {
    Bytes noId = new ProtobufWriter().bytes(1, Bytes.ofHex("ff")).toBytes();
    Bytes strange =
        new ProtobufWriter()
            .bytes(1, PEER.encode())
            .bytes(2, Bytes.ofHex("ffff03"))
            .bytes(2, ADDRESS.encode())
            .varint(3, 77)
            .toBytes();
    Bytes badTime = new ProtobufWriter().bytes(1, KEY).bytes(5, Bytes.utf8("noon")).toBytes();
    KadMessage read =
        KadMessage.decode(
            new ProtobufWriter()
                .varint(1, 4)
                .bytes(3, badTime)
                .bytes(8, noId)
                .bytes(8, strange)
                .varint(10, 3)
                .toBytes());
    assertThat(read.closerPeers())
        .containsExactly(new KadPeer(PEER, List.of(ADDRESS), Reachability.NOT_CONNECTED));
    assertThat(read.record().orElseThrow().received()).isEmpty();
  }

  @Test
  void refusesWhatIsAboveItsBounds() {
    assertRefused(
        Reason.TOO_LARGE, () -> KadMessage.decode(Bytes.of(new byte[KadMessage.MAX_BYTES + 1])));
    assertRefused(
        Reason.TOO_LARGE,
        () ->
            KadMessage.decode(
                new ProtobufWriter()
                    .bytes(2, Bytes.of(new byte[KadMessage.MAX_KEY_BYTES + 1]))
                    .toBytes()));
    Bytes large =
        new ProtobufWriter().bytes(2, Bytes.of(new byte[KadRecord.MAX_VALUE_BYTES + 1])).toBytes();
    assertRefused(
        Reason.TOO_LARGE, () -> KadMessage.decode(new ProtobufWriter().bytes(3, large).toBytes()));
    assertRefused(
        Reason.TOO_LARGE,
        () -> KadMessage.decode(repeated(8, KadMessage.MAX_CLOSER_PEERS + 1, peer(1).encode())));
    // Even of peers that can't be read, so that they cost nothing more.
    assertRefused(
        Reason.TOO_LARGE,
        () -> KadMessage.decode(repeated(8, KadMessage.MAX_CLOSER_PEERS + 1, Bytes.EMPTY)));
  }

  private static Bytes repeated(int field, int times, Bytes value) {
    ProtobufWriter writer = new ProtobufWriter();
    for (int i = 0; i < times; i++) {
      writer.bytes(field, value);
    }
    return writer.toBytes();
  }

  @Test
  void keepsNoMoreProvidersAndAddressesThanItsBounds() {
    Bytes many = repeated(9, KadMessage.MAX_PROVIDERS + 10, peer(1).encode());
    assertThat(KadMessage.decode(many).providerPeers()).hasSize(KadMessage.MAX_PROVIDERS);
    Bytes talkative =
        new ProtobufWriter()
            .bytes(1, PEER.encode())
            .toBytes()
            .concat(repeated(2, KadPeer.MAX_ADDRESSES + 5, ADDRESS.encode()));
    assertThat(KadPeer.decode(talkative).orElseThrow().addresses()).hasSize(KadPeer.MAX_ADDRESSES);
    String name = "a".repeat(KadPeer.MAX_ADDRESS_BYTES / 2);
    Multiaddr longOne = Multiaddr.parse("/dns4/" + name + "/tcp/1/tls/sni/" + name + "/ws");
    assertThat(new KadPeer(PEER, List.of(longOne), Reachability.CONNECTED).addresses()).isEmpty();
  }

  @Test
  void refusesTypesThatNobodyKnows() {
    assertRefused(
        Reason.UNKNOWN_CODE, () -> KadMessage.decode(new ProtobufWriter().varint(1, 6).toBytes()));
    assertRefused(
        Reason.UNKNOWN_CODE, () -> KadMessage.decode(new ProtobufWriter().varint(1, -1).toBytes()));
  }

  @Test
  void refusesWhatIsCutOff() {
    Bytes whole = KadMessage.addProvider(KEY, peer(1)).encode();
    assertRefused(Reason.TRUNCATED, () -> KadMessage.decode(whole.slice(0, whole.size() - 1)));
  }
}
