package org.meshwork.libp2p.protocol.gossipsub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;

class SignaturesTest {
  private static final Topic NEWS = new Topic("news");
  private static final Bytes DATA = Bytes.utf8("hello");
  private static final PrivateKey KEY = TestHosts.key(1);

  private static PubSubMessage signed() {
    return Signatures.sign(KEY, 0x0102030405060708L, NEWS, DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "secp256k1", "ecdsa", "rsa"})
  void checksWhatItSigns(String type) {
    PrivateKey key = PrivateKey.decode(Vectors.key(type + ".private"));
    PubSubMessage message = PubSubMessage.decode(Signatures.sign(key, 7, NEWS, DATA).encode());
    assertThat(Signatures.requireSigned(message)).isEqualTo(PeerId.of(key.publicKey()));
    // Where the name is not the key itself, the key comes along.
    assertThat(message.key().isPresent()).isEqualTo(type.equals("rsa") || type.equals("ecdsa"));
    assertThat(message.author()).contains(PeerId.of(key.publicKey()));
  }

  @Test
  void numbersBigEndianAndSignsBehindThePrefix() {
    PubSubMessage message = signed();
    assertThat(message.sequence()).contains(Bytes.ofHex("0102030405060708"));
    Bytes content =
        Bytes.utf8("libp2p-pubsub:").concat(message.withSignature(Optional.empty()).encode());
    assertThat(KEY.publicKey().verify(content, message.signature().orElseThrow())).isTrue();
  }

  /** As js-libp2p sends it always, behind the signature. */
  @Test
  void takesAKeyThatTheSignatureDoesNotCover() {
    PubSubMessage good = signed();
    PubSubMessage keyed =
        new PubSubMessage(
            good.from(),
            good.data(),
            good.sequence(),
            NEWS,
            good.signature(),
            Optional.of(KEY.publicKey().encode()),
            Bytes.EMPTY);
    assertThat(Signatures.requireSigned(keyed)).isEqualTo(TestHosts.peer(1));
  }

  @Test
  void refusesWhatWasChanged() {
    PubSubMessage good = signed();
    Bytes encoded = good.encode();
    int refused = 0;
    for (int at = 0; at < encoded.size(); at++) {
      byte[] changed = encoded.toArray();
      changed[at] ^= 1;
      refused += isRefused(Bytes.of(changed)) ? 1 : 0;
    }
    assertThat(refused).isEqualTo(encoded.size());
  }

  private static boolean isRefused(Bytes encoded) {
    try {
      Signatures.requireSigned(PubSubMessage.decode(encoded));
      return false;
    } catch (org.meshwork.libp2p.multiformats.InputRefused refused) {
      return true;
    }
  }

  @Test
  void coversFieldsThatAreNotKnown() {
    PubSubMessage good = signed();
    Bytes unknown = Bytes.ofHex("5001");
    PubSubMessage extended =
        new PubSubMessage(
            good.from(), good.data(), good.sequence(), NEWS, good.signature(), good.key(), unknown);
    assertRefused(Reason.FORGED, () -> Signatures.requireSigned(extended));
    Bytes content =
        Bytes.utf8("libp2p-pubsub:").concat(extended.withSignature(Optional.empty()).encode());
    PubSubMessage resigned = extended.withSignature(Optional.of(KEY.sign(content)));
    Signatures.requireSigned(PubSubMessage.decode(resigned.encode()));
  }

  @Test
  void refusesWhatIsMissing() {
    PubSubMessage good = signed();
    assertRefused(
        Reason.MALFORMED, () -> Signatures.requireSigned(good.withSignature(Optional.empty())));
    assertRefused(
        Reason.MALFORMED, () -> Signatures.requireSigned(PubSubMessage.anonymous(NEWS, DATA)));
    PubSubMessage unnumbered =
        new PubSubMessage(
            good.from(),
            good.data(),
            Optional.of(Bytes.of((byte) 1)),
            NEWS,
            good.signature(),
            good.key(),
            Bytes.EMPTY);
    assertRefused(Reason.MALFORMED, () -> Signatures.requireSigned(unnumbered));
  }

  @Test
  void refusesAnotherPeersKey() {
    PubSubMessage good = signed();
    Bytes other = TestHosts.key(2).publicKey().encode();
    PubSubMessage foreign =
        new PubSubMessage(
            good.from(),
            good.data(),
            good.sequence(),
            NEWS,
            good.signature(),
            Optional.of(other),
            Bytes.EMPTY);
    assertRefused(Reason.FORGED, () -> Signatures.requireSigned(foreign));
    PubSubMessage inAnothersName =
        new PubSubMessage(
            Optional.of(TestHosts.peer(2).encode()),
            good.data(),
            good.sequence(),
            NEWS,
            good.signature(),
            good.key(),
            Bytes.EMPTY);
    assertRefused(Reason.FORGED, () -> Signatures.requireSigned(inAnothersName));
  }

  @Test
  void refusesNamesWhereNoneMayBe() {
    Signatures.requireAnonymous(PubSubMessage.anonymous(NEWS, DATA));
    assertRefused(Reason.MALFORMED, () -> Signatures.requireAnonymous(signed()));
  }
}
