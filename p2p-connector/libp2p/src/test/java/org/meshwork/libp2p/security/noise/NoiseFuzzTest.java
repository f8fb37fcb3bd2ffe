package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.InputMutation;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.aead.AeadSource;

/** Good handshakes, broken in small ways, and bytes of no sense. */
class NoiseFuzzTest {
  private static final Bytes NOISE_KEY = Bytes.ofHex("22".repeat(32));

  private static List<Bytes> payloads() {
    return Stream.of("ed25519", "secp256k1", "ecdsa", "rsa")
        .map(type -> PrivateKey.decode(key(type + ".private")))
        .map(key -> HandshakePayload.sign(key, NOISE_KEY, List.of("/yamux/1.0.0", "/mplex/6.7.0")))
        .map(HandshakePayload::encode)
        .toList();
  }

  @Test
  @Fuzz
  void refusesOrReadsPayloads() {
    DecoderFuzz.readsOrRefuses(
        input -> HandshakePayload.decode(input).isSignedFor(NOISE_KEY),
        payloads(),
        DecoderFuzz.KEY_BYTES,
        FuzzRun.begin());
  }

  /**
   * What a peer could say that knows the keys: a payload of its own making, sealed as it should be.
   */
  @Test
  @Fuzz
  void refusesOrMeetsPeersThatSealWhatTheyLike() {
    List<Bytes> good = payloads();
    FuzzRun run = FuzzRun.begin(20);
    while (run.next()) {
      Bytes payload = InputMutation.of(good, run.random());
      FixedRandom keys = new FixedRandom(run.count());
      Handshake wanted = new Handshake(true, Optional.empty(), List.of("/yamux/1.0.0"));
      Introductions dialer =
          new Introductions(
              wanted,
              LocalIdentity.generate(ChannelPair.DIALER, keys),
              X25519Key.generate(keys),
              AeadSource.JDK);
      HandshakeState liar =
          new HandshakeState(
              false, X25519Key.generate(keys), X25519Key.generate(keys), AeadSource.JDK);
      liar.read(dialer.open().orElseThrow());
      try {
        dialer.answer(liar.write(payload));
      } catch (InputRefused | ConnectionFailed expected) {
        assertThat(dialer.peer()).isEmpty();
      } catch (RuntimeException | Error escaped) {
        throw new AssertionError("payload " + payload.toHex(), escaped);
      }
    }
  }

  @Test
  @Fuzz
  void channelsRefuseBrokenHandshakes() {
    FuzzRun run = FuzzRun.begin(20);
    Random random = run.random();
    while (run.next()) {
      try (ChannelPair pair = new ChannelPair()) {
        CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
        CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
        int broken = random.nextInt(3);
        pair.carryChanged(
            pair.dialer, pair.listener, bytes -> broken == 0 ? mutate(pair, bytes, random) : bytes);
        ByteBuf second = pair.listener.readOutbound();
        if (second != null) {
          pair.dialer.writeInbound(broken == 1 ? mutate(pair, second, random) : second);
        }
        ByteBuf third = pair.dialer.readOutbound();
        if (third != null) {
          carryLast(pair, broken == 2 ? mutate(pair, third, random) : third);
        }
        pair.dialer.close();
        pair.listener.close();
        assertThat(dialed).isDone();
        assertThat(accepted).isDone();
      }
    }
  }

  /** After its handshake a side may hear bytes that were put behind it, and refuse them. */
  private static void carryLast(ChannelPair pair, ByteBuf bytes) {
    if (!pair.listener.isOpen()) {
      bytes.release();
      return;
    }
    try {
      pair.listener.writeInbound(bytes);
    } catch (ConnectionFailed expected) {
      assertThat(expected.reason()).isEqualTo(ConnectionFailed.Reason.PROTOCOL_VIOLATED);
    }
  }

  private static ByteBuf mutate(ChannelPair pair, ByteBuf bytes, Random random) {
    byte[] content = new byte[bytes.readableBytes()];
    bytes.readBytes(content);
    bytes.release();
    Bytes mutated = InputMutation.of(List.of(Bytes.of(content)), random);
    return pair.buffers.buffer(mutated.size() + 1).writeBytes(mutated.toArray());
  }
}
