package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Vectors.key;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

/**
 * Good handshakes, broken in small ways, and bytes of no sense. The same inputs at every run;
 * {@code -Dlibp2p.fuzz.inputs} and {@code -Dlibp2p.fuzz.seed} as for the other decoders.
 */
class NoiseFuzzTest {
  private static final int INPUTS = Integer.getInteger("libp2p.fuzz.inputs", 4_000);
  private static final long SEED = Long.getLong("libp2p.fuzz.seed", 20_260_101L);
  private static final long MAX_ALLOCATED_BYTES = 4 << 20;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Bytes NOISE_KEY = Bytes.ofHex("22".repeat(32));

  private final Random random = new Random(SEED);

  private static List<Bytes> payloads() {
    return Stream.of("ed25519", "secp256k1", "ecdsa", "rsa")
        .map(type -> PrivateKey.decode(key(type + ".private")))
        .map(key -> HandshakePayload.sign(key, NOISE_KEY, List.of("/yamux/1.0.0", "/mplex/6.7.0")))
        .map(HandshakePayload::encode)
        .toList();
  }

  @Test
  void refusesOrReadsPayloads() {
    List<Bytes> good = payloads();
    int read = 0;
    for (int count = 0; count < INPUTS; count++) {
      Bytes input = InputMutation.of(good, random);
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      try {
        HandshakePayload.decode(input).isSignedFor(NOISE_KEY);
        read++;
      } catch (InputRefused expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException | Error escaped) {
        throw new AssertionError("payload " + input.toHex(), escaped);
      }
      assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
          .as(() -> "bytes allocated for " + input.toHex())
          .isLessThan(MAX_ALLOCATED_BYTES);
    }
    assertThat(read).as("inputs that were read, or all fail at the first byte").isPositive();
  }

  /**
   * What a peer could say that knows the keys: a payload of its own making, sealed as it should be.
   */
  @Test
  void refusesOrMeetsPeersThatSealWhatTheyLike() {
    List<Bytes> good = payloads();
    for (int count = 0; count < INPUTS / 20; count++) {
      Bytes payload = InputMutation.of(good, random);
      FixedRandom keys = new FixedRandom(count);
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
  void channelsRefuseBrokenHandshakes() {
    for (int count = 0; count < INPUTS / 20; count++) {
      try (ChannelPair pair = new ChannelPair()) {
        CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
        CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
        int broken = random.nextInt(3);
        pair.carryChanged(
            pair.dialer, pair.listener, bytes -> broken == 0 ? mutate(pair, bytes) : bytes);
        ByteBuf second = pair.listener.readOutbound();
        if (second != null) {
          pair.dialer.writeInbound(broken == 1 ? mutate(pair, second) : second);
        }
        ByteBuf third = pair.dialer.readOutbound();
        if (third != null) {
          carryLast(pair, broken == 2 ? mutate(pair, third) : third);
        }
        pair.dialer.close();
        pair.listener.close();
        assertThat(dialed).isDone();
        assertThat(accepted).isDone();
      }
    }
  }

  /** After its handshake a side may hear bytes that were put behind it. */
  private static void carryLast(ChannelPair pair, ByteBuf bytes) {
    try {
      pair.listener.writeInbound(bytes);
    } catch (ConnectionFailed expected) {
      assertThat(expected.reason()).isEqualTo(ConnectionFailed.Reason.PROTOCOL_VIOLATED);
    }
  }

  private ByteBuf mutate(ChannelPair pair, ByteBuf bytes) {
    byte[] content = new byte[bytes.readableBytes()];
    bytes.readBytes(content);
    bytes.release();
    Bytes mutated = InputMutation.of(List.of(Bytes.of(content)), random);
    return pair.buffers.buffer(mutated.size() + 1).writeBytes(mutated.toArray());
  }
}
