package org.meshwork.libp2p.discovery.mdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class DnsMessageTest {
  private static final DnsName SERVICE = DnsName.of("_p2p._udp.local");
  private static final DnsName PEER = SERVICE.child("q0w9e8r7");
  private static final Duration TIME = Duration.ofSeconds(120);
  private static final String SERVICE_HEX = "045f703270045f756470056c6f63616c00";
  private static final DnsMessage QUERY =
      DnsMessage.query(new DnsQuestion(SERVICE, DnsQuestion.PTR));
  private static final DnsMessage RESPONSE =
      DnsMessage.response(
          List.of(
              new Pointer(SERVICE, TIME, PEER),
              new Text(PEER, TIME, List.of(Bytes.utf8("dnsaddr=/ip4/192.0.2.1/tcp/1"))),
              new Text(PEER, TIME, List.of(Bytes.utf8("a"), Bytes.utf8("b")))));

  private static String header(int questions, int answers) {
    return String.format("0000%s%04x%04x00000000", "8400", questions, answers);
  }

  /** By hand from RFC 1035 section 4. */
  @Test
  void writesWhatTheSpecificationSays() {
    assertThat(QUERY.encode().toHex())
        .isEqualTo("000000000001000000000000" + SERVICE_HEX + "000c0001");
    String target = "08713077396538723" + "7c00c";
    assertThat(DnsMessage.response(List.of(new Pointer(SERVICE, TIME, PEER))).encode().toHex())
        .isEqualTo(header(0, 1) + SERVICE_HEX + "000c000100000078" + "000b" + target);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(DnsMessage.decode(QUERY.encode())).isEqualTo(QUERY);
    assertThat(DnsMessage.decode(RESPONSE.encode())).isEqualTo(RESPONSE);
    DnsMessage empty = DnsMessage.response(List.of(new Text(PEER, TIME, List.of())));
    assertThat(DnsMessage.decode(empty.encode())).isEqualTo(empty);
  }

  @Test
  void readsNamesInAnyCaseAndWithoutCompression() {
    Bytes query =
        Bytes.ofHex("000000000001000000000000" + "045f503250045f554450054c4f43414c00" + "00ff8001");
    assertThat(DnsMessage.decode(query).questions())
        .containsExactly(new DnsQuestion(SERVICE, DnsQuestion.ANY));
    Bytes response =
        Bytes.ofHex(
            header(0, 1) + SERVICE_HEX + "000c800100000078" + "0013" + "0161" + SERVICE_HEX);
    assertThat(DnsMessage.decode(response).records())
        .containsExactly(new Pointer(SERVICE, TIME, SERVICE.child("a")));
  }

  @Test
  void leavesOtherRecordsAndClassesOut() {
    String address = SERVICE_HEX + "0001000100000078" + "00047f000001";
    String chaos = SERVICE_HEX + "0010000300000078" + "00020161";
    Bytes response = Bytes.ofHex(header(0, 2) + address + chaos);
    assertThat(DnsMessage.decode(response).records()).isEmpty();
  }

  @Test
  void takesATimeOfAHighBitForNone() {
    Bytes response = Bytes.ofHex(header(0, 1) + SERVICE_HEX + "0010000180000000" + "00020161");
    assertThat(DnsMessage.decode(response).records().get(0).timeToLive()).isZero();
  }

  private static void assertNameRefused(Reason reason, String name) {
    assertRefused(reason, () -> DnsMessage.decode(Bytes.ofHex(header(1, 0) + name + "000c0001")));
  }

  @Test
  void refusesNamesThatLeadInACircle() {
    assertNameRefused(Reason.MALFORMED, "c00c");
    assertNameRefused(Reason.MALFORMED, "0161c00c");
    assertNameRefused(Reason.MALFORMED, "c00e" + "c00c");
    assertNameRefused(Reason.MALFORMED, "c020");
    assertNameRefused(Reason.MALFORMED, "8001");
  }

  @Test
  void refusesAChainOfPointers() {
    StringBuilder chain = new StringBuilder(SERVICE_HEX + "000c0001");
    int place = 12;
    int at = 12 + SERVICE_HEX.length() / 2 + 4;
    int questions = 1;
    for (; questions <= 17; questions++) {
      chain.append(String.format("%04x", 0xc000 | place)).append("000c0001");
      place = at;
      at += 6;
    }
    String tooMany = header(questions, 0) + chain;
    assertRefused(Reason.MALFORMED, () -> DnsMessage.decode(Bytes.ofHex(tooMany)));
    String fewer = header(questions - 1, 0) + chain;
    assertThat(DnsMessage.decode(Bytes.ofHex(fewer)).questions())
        .allMatch(question -> question.name().equals(SERVICE));
  }

  @Test
  void refusesNamesThatAreTooLong() {
    String label = "3f" + "61".repeat(63);
    assertNameRefused(Reason.TOO_LARGE, label.repeat(4) + "00");
    DnsMessage.decode(
        Bytes.ofHex(header(1, 0) + label.repeat(3) + "3d" + "61".repeat(61) + "00" + "000c0001"));
    assertRefused(Reason.TOO_LARGE, () -> SERVICE.child("a".repeat(64)));
    assertRefused(Reason.MALFORMED, () -> DnsName.of("a..b"));
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertRefused(Reason.TRUNCATED, () -> DnsMessage.decode(Bytes.EMPTY));
    assertRefused(
        Reason.TOO_LARGE, () -> DnsMessage.decode(Bytes.of(new byte[DnsMessage.MAX_BYTES + 1])));
    assertRefused(Reason.TOO_LARGE, () -> DnsMessage.decode(Bytes.ofHex(header(33, 0))));
    assertRefused(Reason.TOO_LARGE, () -> DnsMessage.decode(Bytes.ofHex(header(0, 129))));
    assertRefused(Reason.TRUNCATED, () -> DnsMessage.decode(Bytes.ofHex(header(0, 128))));
    Bytes update = Bytes.ofHex("000028000000000000000000");
    assertRefused(Reason.UNSUPPORTED, () -> DnsMessage.decode(update));
    Bytes longText = Bytes.ofHex(header(0, 1) + SERVICE_HEX + "0010000100000078" + "00020961");
    assertRefused(Reason.TRUNCATED, () -> DnsMessage.decode(longText));
    Bytes longPointer =
        Bytes.ofHex(header(0, 1) + SERVICE_HEX + "000c000100000078" + "0001" + "c00c");
    assertRefused(Reason.MALFORMED, () -> DnsMessage.decode(longPointer));
  }

  @Test
  void keepsStringsWithinTheirLength() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Text(PEER, TIME, List.of(Bytes.of(new byte[256]))));
  }

  @Test
  void writesLongMessagesWithoutFarPointers() {
    List<DnsRecord> texts =
        IntStream.range(0, 100)
            .<DnsRecord>mapToObj(
                number ->
                    new Text(
                        SERVICE.child("peer" + number), TIME, List.of(Bytes.of(new byte[200]))))
            .toList();
    DnsMessage message = DnsMessage.response(texts);
    assertThat(message.encode().size()).isGreaterThan(0x4000);
    // Too long to be read, but not to be written: what is behind the reach of pointers is whole.
    DnsReader reader = new DnsReader(message.encode());
    IntStream.range(0, 6).forEach(number -> reader.number16());
    assertThat(texts).allSatisfy(text -> assertThat(reader.record()).hasValue(text));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(DnsMessage::decode, List.of(QUERY.encode(), RESPONSE.encode()));
  }

  @Test
  void showsNamesSafely() {
    assertThat(PEER).hasToString("'q0w9e8r7._p2p._udp.local'");
    assertThat(DnsName.of("a\nb")).hasToString("'a?b'");
    assertThat(PEER.isChildOf(SERVICE)).isTrue();
    assertThat(SERVICE.isChildOf(SERVICE)).isFalse();
  }
}
