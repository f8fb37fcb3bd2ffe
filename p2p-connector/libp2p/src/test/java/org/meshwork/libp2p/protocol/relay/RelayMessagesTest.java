package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.record.Purpose;
import org.meshwork.libp2p.record.SignedEnvelope;

class RelayMessagesTest {
  private static final PeerId RELAY = TestHosts.peer(1);
  private static final PeerId PEER = TestHosts.peer(2);
  private static final CircuitLimit LIMIT = new CircuitLimit(Duration.ofMinutes(2), 128 << 10);
  private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001/p2p/" + RELAY);
  private static final ReservationVoucher VOUCHER =
      new ReservationVoucher(RELAY, PEER, 1_700_000_000L);
  private static final HopMessage RESERVED =
      HopMessage.reserved(
          new Reservation(
              1_700_000_000L, List.of(ADDRESS), Optional.of(VOUCHER.seal(TestHosts.key(1)))),
          LIMIT);

  @Test
  void readsWhatItWrites() {
    Stream.of(
            HopMessage.reserve(),
            HopMessage.connect(PEER),
            HopMessage.refusal(RelayStatus.NO_RESERVATION),
            HopMessage.connected(LIMIT),
            HopMessage.connected(CircuitLimit.NONE),
            RESERVED)
        .forEach(message -> assertThat(HopMessage.decode(message.encode())).isEqualTo(message));
    Stream.of(
            StopMessage.connect(PEER, LIMIT),
            StopMessage.connect(PEER, CircuitLimit.NONE),
            StopMessage.status(RelayStatus.CONNECTION_FAILED))
        .forEach(message -> assertThat(StopMessage.decode(message.encode())).isEqualTo(message));
  }

  /** By hand from the specification's messages. */
  @Test
  void writesWhatTheSpecificationSays() {
    assertThat(HopMessage.reserve().encode().toHex()).isEqualTo("0800");
    String id = PEER.encode().toHex();
    assertThat(HopMessage.connect(PEER).encode().toHex()).isEqualTo("080112280a26" + id);
    assertThat(HopMessage.refusal(RelayStatus.NO_RESERVATION).encode().toHex())
        .isEqualTo("080228cc01");
    assertThat(HopMessage.connected(LIMIT).encode().toHex())
        .isEqualTo("08022206" + "0878" + "10808008" + "2864");
    assertThat(StopMessage.connect(PEER, LIMIT).encode().toHex())
        .isEqualTo("080012280a26" + id + "1a06" + "0878" + "10808008");
    assertThat(StopMessage.status(RelayStatus.OK).encode().toHex()).isEqualTo("08012064");
  }

  @Test
  void takesMissingFieldsAndUnknownOnes() {
    HopMessage message =
        HopMessage.decode(
            new ProtobufWriter().varint(1, 2).bytes(9, Bytes.utf8("new")).varint(5, 999).toBytes());
    assertThat(message).isEqualTo(HopMessage.refusal(RelayStatus.UNKNOWN));
    assertThat(CircuitLimit.decode(Bytes.EMPTY)).isEqualTo(CircuitLimit.NONE);
    assertThat(CircuitLimit.decode(new ProtobufWriter().varint(2, -1).toBytes()).bytes())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertRefused(
        Reason.TOO_LARGE, () -> HopMessage.decode(Bytes.of(new byte[HopMessage.MAX_BYTES + 1])));
    assertRefused(
        Reason.TOO_LARGE, () -> StopMessage.decode(Bytes.of(new byte[StopMessage.MAX_BYTES + 1])));
    assertRefused(Reason.TRUNCATED, () -> HopMessage.decode(Bytes.EMPTY));
    assertRefused(Reason.TRUNCATED, () -> StopMessage.decode(Bytes.EMPTY));
    assertRefused(Reason.UNKNOWN_CODE, () -> HopMessage.decode(Bytes.ofHex("0803")));
    assertRefused(Reason.UNKNOWN_CODE, () -> StopMessage.decode(Bytes.ofHex("0802")));
    assertRefused(Reason.TRUNCATED, () -> HopMessage.decode(Bytes.ofHex("08011200")));
    assertRefused(
        Reason.TOO_LARGE,
        () -> CircuitLimit.decode(new ProtobufWriter().varint(1, 1L << 32).toBytes()));
    ProtobufWriter addresses = new ProtobufWriter();
    for (int count = 0; count <= Reservation.MAX_ADDRESSES; count++) {
      addresses.bytes(2, ADDRESS.encode());
    }
    assertRefused(Reason.TOO_LARGE, () -> Reservation.decode(addresses.toBytes()));
  }

  @Test
  void leavesUnreadableAddressesOut() {
    Bytes message =
        new ProtobufWriter().bytes(2, Bytes.ofHex("ffff03")).bytes(2, ADDRESS.encode()).toBytes();
    assertThat(Reservation.decode(message).addresses()).containsExactly(ADDRESS);
  }

  @Test
  void believesVouchersOfTheirRelayOnly() {
    assertThat(ReservationVoucher.open(VOUCHER.seal(TestHosts.key(1)))).isEqualTo(VOUCHER);
    assertRefused(Reason.FORGED, () -> ReservationVoucher.open(VOUCHER.seal(TestHosts.key(2))));
    byte[] broken = VOUCHER.seal(TestHosts.key(1)).toArray();
    broken[broken.length - 1] ^= 1;
    assertRefused(Reason.FORGED, () -> ReservationVoucher.open(Bytes.of(broken)));
    Purpose other = new Purpose("libp2p-peer-record", Bytes.ofHex("0302"));
    Bytes payload =
        SignedEnvelope.open(VOUCHER.seal(TestHosts.key(1)), ReservationVoucher.PURPOSE).payload();
    assertRefused(
        Reason.FORGED,
        () ->
            ReservationVoucher.open(
                SignedEnvelope.seal(TestHosts.key(1), other, payload).encode()));
  }

  @Test
  void refusesLimitsThatCannotBe() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new CircuitLimit(Duration.ofMillis(1_500), 0))
        .withMessageContaining("duration");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new CircuitLimit(Duration.ZERO, -1))
        .withMessageContaining("bytes");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> RelaySettings.DEFAULT.withCircuits(0, 1, LIMIT))
        .withMessageContaining("maxCircuits");
    assertThat(CircuitLimit.NONE.isLimited()).isFalse();
    assertThat(RelaySettings.DEFAULT.circuitLimit()).isEqualTo(LIMIT);
  }

  record Decoder(String name, Consumer<Bytes> decode, List<Bytes> good) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Decoder> decoders() {
    return Stream.of(
        new Decoder(
            "hop",
            HopMessage::decode,
            List.of(RESERVED.encode(), HopMessage.connect(PEER).encode())),
        new Decoder(
            "stop", StopMessage::decode, List.of(StopMessage.connect(PEER, LIMIT).encode())),
        new Decoder("voucher", ReservationVoucher::open, List.of(VOUCHER.seal(TestHosts.key(1)))));
  }

  @ParameterizedTest
  @MethodSource("decoders")
  @Fuzz
  void readsOrRefusesWhateverComes(Decoder decoder) {
    DecoderFuzz.readsOrRefuses(
        decoder.decode(), decoder.good(), DecoderFuzz.KEY_BYTES, FuzzRun.begin());
  }
}
