package org.meshwork.libp2p.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.Vectors.key;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multibase;
import org.meshwork.libp2p.multiformats.Multicodec;

class PeerIdTest {
  private static final Properties PEERS = Vectors.load("peer/js-peers.properties");
  private static final String HASHED = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
  private static final String WHOLE = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "secp256k1", "rsa"})
  void namesKeysAsJavaScriptDoes(String type) {
    PeerId peer = PeerId.of(PublicKey.decode(key(type + ".public")));
    assertThat(peer).hasToString(PEERS.getProperty(type + ".peer"));
    assertThat(peer.toString(Multibase.BASE32)).isEqualTo(PEERS.getProperty(type + ".cid"));
  }

  @ParameterizedTest
  @CsvSource({"ed25519, true", "secp256k1, true", "ecdsa, false", "rsa, false"})
  void keepsShortKeysWholeAndHashesLongOnes(String type, boolean whole) {
    PublicKey key = PublicKey.decode(key(type + ".public"));
    PeerId peer = PeerId.of(key);
    assertThat(peer.hash().isOf(whole ? HashFunction.IDENTITY : HashFunction.SHA2_256)).isTrue();
    assertThat(peer.hash().matches(key.encode())).isTrue();
    assertThat(peer.isOf(key)).isTrue();
    assertThat(peer.publicKey().isPresent()).isEqualTo(whole);
    peer.publicKey().ifPresent(found -> assertThat(found).isEqualTo(key));
  }

  /** Source: libp2p/specs, peer-ids, "Decoding". */
  @Test
  void readsTheSpecificationsExamples() {
    PeerId hashed = PeerId.parse(HASHED);
    assertThat(PeerId.parse("bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"))
        .isEqualTo(hashed)
        .hasToString(HASHED);
    assertThat(PeerId.parse(WHOLE)).hasToString(WHOLE);
    assertThat(PeerId.parse(WHOLE).publicKey()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void readsItselfInEveryBase(Multibase base) {
    PeerId peer = PeerId.parse(WHOLE);
    assertThat(PeerId.parse(peer.toString(base))).isEqualTo(peer);
    assertThat(PeerId.decode(peer.encode())).isEqualTo(peer);
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "Qm, TRUNCATED",
    "1, TRUNCATED",
    "11, MALFORMED",
    "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S, TRUNCATED",
    "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N0, MALFORMED",
    "peer, UNKNOWN_CODE",
    "bafkqaaa, MALFORMED"
  })
  void refusesTexts(String text, Reason reason) {
    assertRefused(reason, () -> PeerId.parse(text));
  }

  @Test
  void refusesHashesThatNoKeyHas() {
    Bytes content = Bytes.of(new byte[43]);
    assertRefused(Reason.MALFORMED, () -> new PeerId(HashFunction.IDENTITY.hash(content)));
    assertRefused(Reason.MALFORMED, () -> new PeerId(HashFunction.SHA2_512.hash(content)));
    assertRefused(Reason.MALFORMED, () -> PeerId.decode(Bytes.ofHex("1204aabbccdd")));
    assertRefused(Reason.MALFORMED, () -> PeerId.decode(Bytes.ofHex("0000")));
    assertRefused(
        Reason.MALFORMED,
        () -> PeerId.parse(Cid.v1(Multicodec.RAW, PeerId.parse(WHOLE).hash()).toString()));
  }

  @Test
  void findsThePeerThatAnAddressLeadsTo() {
    assertThat(PeerId.in(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"))).isEmpty();
    assertThat(PeerId.in(Multiaddr.parse("/ip4/192.0.2.1/tcp/1/p2p/" + WHOLE)))
        .hasValue(PeerId.parse(WHOLE));
    Multiaddr relay = Multiaddr.parse("/ip4/192.0.2.1/tcp/1/p2p/" + WHOLE + "/p2p-circuit");
    assertThat(PeerId.in(relay)).isEmpty();
    PeerId behind = PeerId.parse(HASHED);
    Multiaddr through = relay.encapsulate(new Multiaddr(List.of(behind.toAddressComponent())));
    assertThat(PeerId.in(through)).hasValue(behind);
  }

  @Test
  void hasNoKeyWhereTheNameHoldsNone() {
    assertThat(PeerId.decode(Bytes.ofHex("0001ff")).publicKey()).isEmpty();
  }
}
