package org.meshwork.libp2p.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.Vectors.key;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class RecordsTest {
  private static final Properties RECORDS = Vectors.load("record/js-records.properties");
  private static final PrivateKey KEY = PrivateKey.decode(key("ed25519.private"));
  private static final PeerId PEER = PeerId.of(KEY.publicKey());
  private static final List<Multiaddr> ADDRESSES =
      List.of(
          Multiaddr.parse("/ip4/192.0.2.7/tcp/4001"),
          Multiaddr.parse("/dns4/example.com/tcp/443/tls/ws"),
          Multiaddr.parse("/ip6/2001:db8::7/udp/4001/quic-v1"));
  private static final Purpose TEST = new Purpose("test", Bytes.utf8("/test"));

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "secp256k1"})
  void readsAndWritesRecordsByteForByteAsJavaScriptDoes(String type) {
    PrivateKey key = PrivateKey.decode(key(type + ".private"));
    Bytes theirs = Bytes.ofHex(RECORDS.getProperty(type + ".record"));
    PeerRecord expected = new PeerRecord(PeerId.of(key.publicKey()), 1_700_000_000_000L, ADDRESSES);
    assertThat(CertifiedPeerRecord.open(theirs).content()).isEqualTo(expected);
    assertThat(CertifiedPeerRecord.seal(key, expected).envelope().encode()).isEqualTo(theirs);
  }

  @Test
  void readsRecordsAsTheSpecificationNamesThem() {
    PeerRecord content = new PeerRecord(PEER, 1, ADDRESSES);
    SignedEnvelope envelope =
        SignedEnvelope.seal(KEY, CertifiedPeerRecord.RFC_PURPOSE, content.encode());
    CertifiedPeerRecord opened = CertifiedPeerRecord.open(envelope.encode());
    assertThat(opened.content()).isEqualTo(content);
    assertThat(opened.envelope()).isEqualTo(envelope);
  }

  @Test
  void refusesEveryEnvelopeInWhichOneBitIsTurned() {
    byte[] sealed = SignedEnvelope.seal(KEY, TEST, Bytes.utf8("payload")).encode().toArray();
    for (int bit = 0; bit < sealed.length * 8; bit += 5) {
      byte[] turned = sealed.clone();
      turned[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> SignedEnvelope.open(Bytes.of(turned), TEST))
          .isInstanceOf(InputRefused.class);
    }
  }

  @Test
  void refusesASignatureForAnotherPurpose() {
    Bytes sealed = SignedEnvelope.seal(KEY, TEST, Bytes.utf8("payload")).encode();
    Purpose otherDomain = new Purpose("other", TEST.payloadType());
    assertRefused(Reason.FORGED, () -> SignedEnvelope.open(sealed, otherDomain));
    Purpose otherType = new Purpose(TEST.domain(), Bytes.utf8("/other"));
    assertRefused(Reason.MALFORMED, () -> SignedEnvelope.open(sealed, otherType));
    assertThat(SignedEnvelope.open(sealed, TEST).payload()).isEqualTo(Bytes.utf8("payload"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Purpose("", Bytes.EMPTY));
  }

  @Test
  void refusesRecordsOfAnotherPeerThanTheSigner() {
    PeerRecord foreign =
        new PeerRecord(
            PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"), 1, ADDRESSES);
    assertThatIllegalArgumentException().isThrownBy(() -> CertifiedPeerRecord.seal(KEY, foreign));
    Bytes sealed = SignedEnvelope.seal(KEY, CertifiedPeerRecord.PURPOSE, foreign.encode()).encode();
    assertRefused(Reason.FORGED, () -> CertifiedPeerRecord.open(sealed));
  }

  @Test
  void checksTheSignatureBeforeItReadsThePayload() {
    SignedEnvelope sealed =
        SignedEnvelope.seal(KEY, CertifiedPeerRecord.PURPOSE, Bytes.utf8("no record"));
    byte[] forged = sealed.encode().toArray();
    forged[forged.length - 1] ^= 1;
    assertRefused(Reason.FORGED, () -> CertifiedPeerRecord.open(Bytes.of(forged)));
  }

  @Test
  void leavesOutAddressesThatItCannotRead() {
    Bytes unknown = new ProtobufWriter().bytes(1, Bytes.ofHex("bc0300")).toBytes();
    Bytes known = new ProtobufWriter().bytes(1, ADDRESSES.get(0).encode()).toBytes();
    Bytes message =
        new ProtobufWriter()
            .bytes(1, PEER.encode())
            .varint(2, 9)
            .bytes(3, unknown)
            .bytes(3, known)
            .bytes(3, Bytes.EMPTY)
            .varint(99, 1)
            .toBytes();
    assertThat(PeerRecord.decode(message))
        .isEqualTo(new PeerRecord(PEER, 9, List.of(ADDRESSES.get(0))));
  }

  @Test
  void ordersRecordsByUnsignedSequence() {
    PeerRecord small = new PeerRecord(PEER, Long.MAX_VALUE, ADDRESSES);
    PeerRecord large = new PeerRecord(PEER, Long.MIN_VALUE, ADDRESSES);
    assertThat(large.isNewerThan(small)).isTrue();
    assertThat(small.isNewerThan(large)).isFalse();
    assertThat(small.isNewerThan(small)).isFalse();
    assertThat(PeerRecord.decode(large.encode())).isEqualTo(large);
  }

  @Test
  void isBounded() {
    List<Multiaddr> many = Collections.nCopies(PeerRecord.MAX_ADDRESSES + 1, ADDRESSES.get(0));
    assertRefused(Reason.TOO_LARGE, () -> new PeerRecord(PEER, 1, many));
    ProtobufWriter message = new ProtobufWriter().bytes(1, PEER.encode());
    many.forEach(address -> message.bytes(3, Bytes.EMPTY));
    assertRefused(Reason.TOO_LARGE, () -> PeerRecord.decode(message.toBytes()));
    Bytes large = Bytes.of(new byte[SignedEnvelope.MAX_BYTES]);
    assertRefused(Reason.TOO_LARGE, () -> SignedEnvelope.seal(KEY, TEST, large));
    assertRefused(Reason.TOO_LARGE, () -> SignedEnvelope.open(large.concat(Bytes.utf8("x")), TEST));
  }

  @Test
  void numbersRecordsByTheClockAndNeverTwiceTheSame() {
    Instant now = Instant.parse("2026-01-01T00:00:00.000000001Z");
    SequenceNumbers numbers = new SequenceNumbers(Clock.fixed(now, ZoneOffset.UTC));
    assertThat(numbers.next()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(numbers.next()).isEqualTo(1_767_225_600_000_000_002L);
  }
}
