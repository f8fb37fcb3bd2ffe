package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * Sends packets of random bytes to a peer at random intervals, so that firewalls on the way let the
 * peer's own packets in (libp2p/specs DCUtR, step 5). On the socket's event loop.
 */
final class QuicPunch {
  private static final int PACKET_BYTES = 64;
  private static final int MIN_PAUSE_MILLIS = 10;
  private static final int MAX_PAUSE_MILLIS = 200;

  private final Channel socket;
  private final InetSocketAddress remote;
  private final RandomGenerator random;
  private final Duration timeout;
  private final CompletableFuture<Connection> outcome;
  private long startedAt;

  /**
   * @param outcome when it is there, nothing is sent any more
   */
  QuicPunch(
      Channel socket,
      InetSocketAddress remote,
      RandomGenerator random,
      Duration timeout,
      CompletableFuture<Connection> outcome) {
    this.socket = socket;
    this.remote = remote;
    this.random = random;
    this.timeout = timeout;
    this.outcome = outcome;
  }

  void begin() {
    socket
        .eventLoop()
        .execute(
            () -> {
              startedAt = socket.eventLoop().ticker().nanoTime();
              next();
            });
  }

  private void next() {
    if (outcome.isDone()) {
      return;
    }
    if (socket.eventLoop().ticker().nanoTime() - startedAt >= timeout.toNanos()) {
      outcome.completeExceptionally(
          new ConnectionFailed(Reason.TIMED_OUT, "nothing came from " + remote));
      return;
    }
    send();
    int pause = random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS + 1);
    socket.eventLoop().schedule(this::next, pause, TimeUnit.MILLISECONDS);
  }

  private void send() {
    byte[] bytes = new byte[PACKET_BYTES];
    random.nextBytes(bytes);
    ByteBuf content = socket.alloc().directBuffer(PACKET_BYTES).writeBytes(bytes);
    // Before the codecs, which know nothing of it.
    socket.pipeline().firstContext().writeAndFlush(new DatagramPacket(content, remote));
  }
}
