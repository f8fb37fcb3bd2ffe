package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

/** Two ends of a wire in memory, whose every buffer is counted. */
final class ChannelPair implements AutoCloseable {
  static final PrivateKey DIALER = PrivateKey.generate(KeyType.ED25519, new FixedRandom(1));
  static final PrivateKey LISTENER = PrivateKey.generate(KeyType.ED25519, new FixedRandom(2));

  final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
  final EmbeddedChannel dialer = channel();
  final EmbeddedChannel listener = channel();

  private EmbeddedChannel channel() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(buffers);
    return channel;
  }

  static Noise noise(PrivateKey identity) {
    return new Noise(identity, new FixedRandom(identity.hashCode()));
  }

  CompletableFuture<AuthenticatedPeer> dial(Optional<PeerId> expected, String... muxers) {
    return noise(DIALER)
        .secure(dialer, new Handshake(true, expected, List.of(muxers)))
        .toCompletableFuture();
  }

  CompletableFuture<AuthenticatedPeer> listen(String... muxers) {
    return noise(LISTENER)
        .secure(listener, new Handshake(false, Optional.empty(), List.of(muxers)))
        .toCompletableFuture();
  }

  /** Both handshakes, to their ends. */
  void connect() {
    CompletableFuture<AuthenticatedPeer> dialed = dial(Optional.empty());
    CompletableFuture<AuthenticatedPeer> accepted = listen();
    carry();
    assertThat(dialed).isCompleted();
    assertThat(accepted).isCompleted();
  }

  /** Carries what is under way until nothing is. */
  void carry() {
    while (carryOnce(dialer, listener) | carryOnce(listener, dialer)) {
      // Each answer may be answered.
    }
  }

  private static boolean carryOnce(EmbeddedChannel from, EmbeddedChannel to) {
    ByteBuf bytes = from.readOutbound();
    if (bytes == null) {
      return false;
    }
    to.writeInbound(bytes);
    return true;
  }

  /** Carries the next thing that the channel sends, changed. */
  void carryChanged(EmbeddedChannel from, EmbeddedChannel to, UnaryOperator<ByteBuf> change) {
    to.writeInbound(change.apply(from.readOutbound()));
  }

  /** Everything that has come out at the top of the channel. */
  ByteBuf received(EmbeddedChannel channel) {
    ByteBuf all = buffers.buffer();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      all.writeBytes(next);
      next.release();
    }
    return all;
  }

  /** Ends both, and checks that every buffer was released. */
  @Override
  public void close() {
    dialer.finishAndReleaseAll();
    listener.finishAndReleaseAll();
    assertThat(buffers.metric().usedHeapMemory()).as("heap bytes not released").isZero();
    assertThat(buffers.metric().usedDirectMemory()).as("direct bytes not released").isZero();
  }
}
