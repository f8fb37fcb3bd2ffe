package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.security.aead.AeadSource;
import org.meshwork.libp2p.security.noise.SymmetricState.SplitCiphers;

/** Other implementations' handshakes and what they sent afterwards, byte for byte. */
class NoiseVectorsTest {
  private static final Properties VECTORS = Vectors.load("security/noise/xx-vectors.properties");
  private static final int HANDSHAKE_MESSAGES = 3;

  static Stream<Arguments> vectors() {
    return Stream.of("cacophony", "snow")
        .flatMap(name -> Stream.of(AeadSource.values()).map(aeads -> Arguments.of(name, aeads)));
  }

  private static Bytes bytes(String vector, String name) {
    return Bytes.ofHex(VECTORS.getProperty(vector + "." + name));
  }

  private static HandshakeState side(String vector, String side, AeadSource aeads) {
    return new HandshakeState(
        side.equals("init"),
        X25519Key.of(bytes(vector, side + "_static")),
        X25519Key.of(bytes(vector, side + "_ephemeral")),
        aeads,
        bytes(vector, "init_prologue"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void saysWhatOthersSay(String vector, AeadSource aeads) {
    Assumptions.assumeTrue(aeads.works());
    HandshakeState initiator = side(vector, "init", aeads);
    HandshakeState responder = side(vector, "resp", aeads);
    for (int index = 0; index < HANDSHAKE_MESSAGES; index++) {
      HandshakeState writer = initiator.isToWrite() ? initiator : responder;
      HandshakeState reader = initiator.isToWrite() ? responder : initiator;
      Bytes message = writer.write(bytes(vector, index + ".payload"));
      assertThat(message).isEqualTo(bytes(vector, index + ".ciphertext"));
      assertThat(reader.read(message)).isEqualTo(bytes(vector, index + ".payload"));
    }
    assertThat(initiator.hash()).isEqualTo(responder.hash());
    if (VECTORS.containsKey(vector + ".handshake_hash")) {
      assertThat(initiator.hash()).isEqualTo(bytes(vector, "handshake_hash"));
    }
    checkTransport(vector, initiator.split(), responder.split());
  }

  /** The responder sends first, since the initiator sent last. */
  private static void checkTransport(String vector, SplitCiphers ofOne, SplitCiphers ofOther) {
    int index = HANDSHAKE_MESSAGES;
    for (; VECTORS.containsKey(vector + "." + index + ".payload"); index++) {
      boolean byInitiator = index % 2 == 0;
      CipherState writer = byInitiator ? ofOne.ofInitiator() : ofOther.ofResponder();
      CipherState reader = byInitiator ? ofOther.ofInitiator() : ofOne.ofResponder();
      Bytes message = writer.encrypt(Bytes.EMPTY, bytes(vector, index + ".payload"));
      assertThat(message).isEqualTo(bytes(vector, index + ".ciphertext"));
      assertThat(reader.decrypt(Bytes.EMPTY, message)).isEqualTo(bytes(vector, index + ".payload"));
    }
    assertThat(index).isGreaterThan(HANDSHAKE_MESSAGES + 1);
  }
}
