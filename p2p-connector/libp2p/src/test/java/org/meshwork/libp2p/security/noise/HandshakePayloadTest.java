package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.Vectors.key;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class HandshakePayloadTest {
  private static final PrivateKey IDENTITY = PrivateKey.decode(key("ed25519.private"));
  private static final Bytes NOISE_KEY = Bytes.ofHex("22".repeat(32));
  private static final List<String> MUXERS = List.of("/yamux/1.0.0", "/mplex/6.7.0");

  static HandshakePayload payload() {
    return HandshakePayload.sign(IDENTITY, NOISE_KEY, MUXERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "secp256k1", "ecdsa", "rsa"})
  void roundTripsAndChecksTheSignature(String type) {
    PrivateKey identity = PrivateKey.decode(key(type + ".private"));
    HandshakePayload payload = HandshakePayload.sign(identity, NOISE_KEY, MUXERS);
    HandshakePayload read = HandshakePayload.decode(payload.encode());
    assertThat(read).isEqualTo(payload);
    assertThat(read.isSignedFor(NOISE_KEY)).isTrue();
    assertThat(read.isSignedFor(Bytes.ofHex("23".repeat(32)))).isFalse();
  }

  @Test
  void signsThePrefixAndTheKey() {
    Bytes signed = Bytes.utf8("noise-libp2p-static-key:").concat(NOISE_KEY);
    assertThat(IDENTITY.publicKey().verify(signed, payload().signature())).isTrue();
  }

  @Test
  void hasTheFieldsOfTheSpecification() {
    Bytes extensions =
        new ProtobufWriter()
            .bytes(2, Bytes.utf8(MUXERS.get(0)))
            .bytes(2, Bytes.utf8(MUXERS.get(1)))
            .toBytes();
    assertThat(payload().encode()).isEqualTo(start().bytes(4, extensions).toBytes());
    assertThat(payload().withMuxers(List.of()).encode()).isEqualTo(start().toBytes());
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    Bytes extensions =
        new ProtobufWriter()
            .bytes(1, Bytes.utf8("a certificate's hash"))
            .bytes(2, Bytes.utf8("/yamux/1.0.0"))
            .varint(1_025, 7)
            .toBytes();
    Bytes message = start().varint(3, 1).bytes(4, extensions).bytes(9, Bytes.EMPTY).toBytes();
    assertThat(HandshakePayload.decode(message).muxers()).containsExactly("/yamux/1.0.0");
  }

  private static ProtobufWriter start() {
    return new ProtobufWriter()
        .bytes(1, IDENTITY.publicKey().encode())
        .bytes(2, payload().signature());
  }

  @Test
  void refusesWhatIsMissingOrThereTwice() {
    Bytes identity = IDENTITY.publicKey().encode();
    assertRefused(Reason.TRUNCATED, () -> HandshakePayload.decode(Bytes.EMPTY));
    refuses(Reason.TRUNCATED, new ProtobufWriter().bytes(1, identity));
    refuses(Reason.TRUNCATED, new ProtobufWriter().bytes(2, payload().signature()));
    refuses(Reason.MALFORMED, start().bytes(1, identity));
    refuses(Reason.MALFORMED, start().bytes(4, Bytes.EMPTY).bytes(4, Bytes.EMPTY));
    refuses(Reason.MALFORMED, start().varint(4, 1));
  }

  @Test
  void keepsToItsBounds() {
    refuses(Reason.TOO_LARGE, start().bytes(9, Bytes.of(new byte[HandshakePayload.MAX_BYTES])));
    refuses(Reason.TOO_LARGE, start().bytes(4, muxers(1, HandshakePayload.MAX_MUXER_BYTES + 1)));
    refuses(Reason.TOO_LARGE, start().bytes(4, muxers(HandshakePayload.MAX_MUXERS + 1, 1)));
    Bytes most = muxers(HandshakePayload.MAX_MUXERS, HandshakePayload.MAX_MUXER_BYTES);
    assertThat(HandshakePayload.decode(start().bytes(4, most).toBytes()).muxers())
        .hasSize(HandshakePayload.MAX_MUXERS);
  }

  private static Bytes muxers(int count, int bytes) {
    ProtobufWriter extensions = new ProtobufWriter();
    Collections.nCopies(count, Bytes.utf8("m".repeat(bytes)))
        .forEach(muxer -> extensions.bytes(2, muxer));
    return extensions.toBytes();
  }

  private static void refuses(Reason reason, ProtobufWriter message) {
    assertRefused(reason, () -> HandshakePayload.decode(message.toBytes()));
  }
}
