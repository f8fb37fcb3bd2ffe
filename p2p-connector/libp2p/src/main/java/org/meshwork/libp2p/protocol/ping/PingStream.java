package org.meshwork.libp2p.protocol.ping;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;

/** Sends pings, one at a time, and compares what comes back. On the connection's event loop. */
final class PingStream implements StreamReader {
  static final int PAYLOAD_BYTES = 32;

  private final Stream stream;
  private final EventExecutor eventLoop;
  private final Duration timeout;
  private ByteBuf expected = Unpooled.EMPTY_BUFFER;
  private CompletableFuture<Duration> answered = new CompletableFuture<>();
  private long sentNanos;
  private ConnectionFailed failure;

  PingStream(ProtocolStream stream, Duration timeout) {
    this.stream = stream.stream();
    this.eventLoop = stream.connection().eventLoop();
    this.timeout = timeout;
  }

  /**
   * From any thread, when the one before has been answered.
   *
   * @param payload of 32 bytes, which nobody can guess
   * @return exceptionally when the stream is over, too
   */
  CompletionStage<Duration> ping(byte[] payload) {
    CompletableFuture<Duration> result = new CompletableFuture<>();
    eventLoop.execute(() -> send(payload, result));
    return result;
  }

  private void send(byte[] payload, CompletableFuture<Duration> result) {
    if (failure != null) {
      result.completeExceptionally(failure);
      return;
    }
    Future<?> timer =
        eventLoop.schedule(
            () -> fail(new ConnectionFailed(Reason.TIMED_OUT, "no answer within " + timeout)),
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
    result.whenComplete((took, failed) -> timer.cancel(false));
    answered = result;
    expected = Unpooled.wrappedBuffer(payload);
    sentNanos = eventLoop.ticker().nanoTime();
    // What can't be written fails the stream, of which the reader hears.
    stream.write(Unpooled.wrappedBuffer(payload));
  }

  @Override
  public void bytes(ByteBuf bytes) {
    try {
      if (failure == null) {
        compare(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private void compare(ByteBuf bytes) {
    int count = bytes.readableBytes();
    if (count > expected.readableBytes() || !expected.readSlice(count).equals(bytes)) {
      fail(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the answer is not what was sent"));
      return;
    }
    if (!expected.isReadable()) {
      answered.complete(Duration.ofNanos(eventLoop.ticker().nanoTime() - sentNanos));
    }
  }

  @Override
  public void endOfInput() {
    fail(new ConnectionFailed(Reason.CLOSED, "the peer answers no more pings on this stream"));
  }

  @Override
  public void failed(ConnectionFailed reason) {
    if (failure == null) {
      failure = reason;
      answered.completeExceptionally(reason);
    }
  }

  private void fail(ConnectionFailed reason) {
    failed(reason);
    stream.reset();
  }

  /** After the last ping: completes when the stream is over on both sides, at last by a reset. */
  CompletionStage<Void> close() {
    Future<?> timer = eventLoop.schedule(stream::reset, timeout.toNanos(), TimeUnit.NANOSECONDS);
    stream.closeWrite();
    return stream.closed().whenComplete((nothing, failed) -> timer.cancel(false));
  }
}
