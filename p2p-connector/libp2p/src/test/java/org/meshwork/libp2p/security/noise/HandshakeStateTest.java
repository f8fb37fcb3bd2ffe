package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.security.aead.AeadSource;

class HandshakeStateTest {
  private static final Bytes PAYLOAD = Bytes.utf8("payload");
  private final FixedRandom random = new FixedRandom(7);
  private final HandshakeState initiator = side(true);
  private final HandshakeState responder = side(false);

  private HandshakeState side(boolean isInitiator) {
    return new HandshakeState(
        isInitiator, X25519Key.generate(random), X25519Key.generate(random), AeadSource.JDK);
  }

  @Test
  void refusesAnEphemeralKeyThatMakesSecretsZero() {
    responder.read(Bytes.of(new byte[X25519Key.BYTES]));
    assertRefused(Reason.MALFORMED, () -> responder.write(PAYLOAD));
  }

  @Test
  void refusesMessagesThatAreCutOff() {
    assertRefused(Reason.TRUNCATED, () -> side(false).read(Bytes.of(new byte[31])));
    responder.read(initiator.write(Bytes.EMPTY));
    Bytes second = responder.write(PAYLOAD);
    assertRefused(Reason.TRUNCATED, () -> initiator.read(second.slice(0, 79)));
  }

  @Test
  void refusesEachChangedByteOfTheSecondMessage() {
    int size = 32 + 48 + PAYLOAD.size() + 16;
    for (int at = 0; at < size; at += 5) {
      HandshakeState one = side(true);
      HandshakeState other = side(false);
      other.read(one.write(Bytes.EMPTY));
      byte[] second = other.write(PAYLOAD).toArray();
      assertThat(second).hasSize(size);
      second[at] ^= 1;
      assertRefused(Reason.FORGED, () -> one.read(Bytes.of(second)));
    }
  }

  @Test
  void keepsToItsOrder() {
    assertThatIllegalStateException().isThrownBy(() -> responder.write(PAYLOAD));
    assertThatIllegalStateException().isThrownBy(() -> initiator.read(PAYLOAD));
    assertThatIllegalStateException().isThrownBy(initiator::split);
  }

  @Test
  void endsBeforeItsNumbersRepeat() {
    Bytes key = Bytes.of(new byte[32]);
    CipherState writer = new CipherState(AeadSource.JDK, key, -2L);
    CipherState reader = new CipherState(AeadSource.JDK, key, -2L);
    Bytes last = writer.encrypt(Bytes.EMPTY, PAYLOAD);
    assertThat(reader.decrypt(Bytes.EMPTY, last)).isEqualTo(PAYLOAD);
    assertThatExceptionOfType(ConnectionFailed.class)
        .isThrownBy(() -> writer.encrypt(Bytes.EMPTY, PAYLOAD));
    assertThatExceptionOfType(ConnectionFailed.class)
        .isThrownBy(() -> reader.decrypt(Bytes.EMPTY, last));
  }

  @Test
  void showsNoPrivateKey() {
    X25519Key key = X25519Key.of(Bytes.ofHex("11".repeat(32)));
    assertThat(key.toString()).doesNotContain("1111");
    assertThat(new LocalIdentity(key, HandshakePayloadTest.payload()).toString())
        .doesNotContain("1111");
  }
}
