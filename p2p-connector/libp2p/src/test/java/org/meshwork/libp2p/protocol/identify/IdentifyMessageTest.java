package org.meshwork.libp2p.protocol.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;

class IdentifyMessageTest {
  private static final PrivateKey KEY = TestHosts.key(1);
  private static final List<Multiaddr> ADDRESSES =
      List.of(
          Multiaddr.parse("/ip4/192.0.2.1/tcp/4001"),
          Multiaddr.parse("/ip6/2001:db8::1/udp/4001/quic-v1"));
  static final IdentifyMessage MESSAGE =
      new IdentifyMessage(
          Optional.of(KEY.publicKey()),
          ADDRESSES,
          List.of(Identify.PROTOCOL, "/ipfs/ping/1.0.0"),
          Optional.of(Multiaddr.parse("/ip4/198.51.100.7/tcp/50000")),
          Optional.of("ipfs/0.1.0"),
          Optional.of("meshwork/0.1.0"),
          Optional.of(
              CertifiedPeerRecord.seal(KEY, new PeerRecord(TestHosts.peer(1), 7, ADDRESSES))));

  @Test
  void readsWhatItWrites() {
    assertThat(IdentifyMessage.decode(MESSAGE.encode())).isEqualTo(MESSAGE);
    assertThat(IdentifyMessage.decode(Bytes.EMPTY).encode()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void readsAMessageInParts() {
    Bytes first = new ProtobufWriter().bytes(3, Bytes.utf8("/a")).toBytes();
    Bytes second = new ProtobufWriter().bytes(3, Bytes.utf8("/b")).toBytes();
    assertThat(IdentifyMessage.decode(first.concat(second)).protocols())
        .containsExactly("/a", "/b");
  }

  @Test
  void leavesOutAddressesThatCannotBeRead() {
    Bytes message =
        new ProtobufWriter()
            .bytes(2, Bytes.ofHex("ffff03"))
            .bytes(2, ADDRESSES.get(0).encode())
            .bytes(4, Bytes.ofHex("00"))
            .toBytes();
    IdentifyMessage read = IdentifyMessage.decode(message);
    assertThat(read.addresses()).containsExactly(ADDRESSES.get(0));
    assertThat(read.observed()).isEmpty();
  }

  @Test
  void refusesWhatIsAboveItsBounds() {
    assertRefused(
        Reason.TOO_LARGE,
        () -> IdentifyMessage.decode(Bytes.of(new byte[IdentifyMessage.MAX_BYTES + 1])));
    assertRefused(
        Reason.TOO_LARGE,
        () ->
            IdentifyMessage.decode(
                repeated(2, ADDRESSES.get(0).encode(), IdentifyMessage.MAX_ADDRESSES + 1)));
    assertRefused(
        Reason.TOO_LARGE,
        () ->
            IdentifyMessage.decode(
                repeated(3, Bytes.utf8("/a"), IdentifyMessage.MAX_PROTOCOLS + 1)));
    assertRefused(
        Reason.TOO_LARGE, () -> IdentifyMessage.decode(repeated(6, Bytes.of(new byte[1_024]), 1)));
  }

  private static Bytes repeated(int field, Bytes value, int times) {
    ProtobufWriter writer = new ProtobufWriter();
    for (int i = 0; i < times; i++) {
      writer.bytes(field, value);
    }
    return writer.toBytes();
  }

  @Test
  void refusesWhatIsNoText() {
    assertRefused(
        Reason.MALFORMED, () -> IdentifyMessage.decode(repeated(5, Bytes.ofHex("ff"), 1)));
  }

  @Test
  void refusesARecordWhoseSignatureIsBad() {
    byte[] record = MESSAGE.certified().orElseThrow().envelope().encode().toArray();
    record[record.length - 1] ^= 1;
    assertRefused(Reason.FORGED, () -> IdentifyMessage.decode(repeated(8, Bytes.of(record), 1)));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(
        IdentifyMessage::decode,
        List.of(MESSAGE.encode()),
        DecoderFuzz.KEY_BYTES,
        FuzzRun.begin(4));
  }
}
