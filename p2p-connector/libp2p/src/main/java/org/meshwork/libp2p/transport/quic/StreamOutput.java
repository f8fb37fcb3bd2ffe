package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;

/** What goes out on one stream. */
final class StreamOutput {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  /** 25 ms (RFC 9000 section 18.2), and what a busy peer's event loop takes. */
  private static final long MAX_ACK_DELAY_NANOS = 100_000_000;

  /** What the output asks and tells its stream, on the event loop. */
  interface Owner {
    /** Whether the peer's end has come. */
    boolean isInputEnded();

    /** Nothing goes out any more. */
    void outputEnded();
  }

  private record Unsent(ByteBuf bytes, int size, CompletableFuture<Void> written) {}

  private final QuicStreamChannel channel;
  private final LoopTasks tasks;
  private final Owner owner;
  private final AtomicLong waitingBytes = new AtomicLong();

  // All that follows is for the event loop.
  /** For the rest of its turn of the event loop, so that the end can go with it. */
  private Unsent last;

  /** When quiche had all that was written, by the event loop's ticker. */
  private long sentNanos;

  private ConnectionFailed failure;
  private CompletableFuture<Void> closing;
  private boolean hasWritten;
  private boolean hasEnded;
  private boolean isStopped;

  StreamOutput(QuicStreamChannel channel, LoopTasks tasks, Owner owner) {
    this.channel = channel;
    this.tasks = tasks;
    this.owner = owner;
  }

  static ConnectionFailed closed(String detail) {
    return new ConnectionFailed(Reason.CLOSED, detail);
  }

  /** From any thread. */
  CompletionStage<Void> write(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (waitingBytes.addAndGet(size) > Stream.MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-size);
      bytes.release();
      return CompletableFuture.failedFuture(
          new ConnectionFailed(
              Reason.TOO_MUCH,
              "more than " + Stream.MAX_WAITING_BYTES + " bytes would wait to be sent"));
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    if (!tasks.run(() -> write(bytes, size, written))) {
      bytes.release();
      written.completeExceptionally(closed("the event loop has ended"));
    }
    return written;
  }

  private void write(ByteBuf bytes, int size, CompletableFuture<Void> written) {
    if (failure != null || closing != null) {
      bytes.release();
      waitingBytes.addAndGet(-size);
      written.completeExceptionally(
          failure == null ? closed("nothing can be written after the end") : failure);
      return;
    }
    boolean isFirst = last == null;
    sendLast();
    last = new Unsent(inOnePiece(bytes, size), size, written);
    if (isFirst && !tasks.runLater(this::sendLast)) {
      dropLast(closed("the event loop has ended"));
    }
  }

  /** Netty takes a failure in the middle of several pieces for a lack of room. */
  private ByteBuf inOnePiece(ByteBuf bytes, int size) {
    if (bytes.nioBufferCount() == 1) {
      return bytes;
    }
    try {
      return channel.alloc().directBuffer(size).writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  private void sendLast() {
    if (last != null) {
      Unsent next = takeLast();
      send(next.bytes()).addListener(sent -> written(next, sent.cause()));
    }
  }

  private Unsent takeLast() {
    Unsent taken = last;
    last = null;
    return taken;
  }

  private ChannelFuture send(Object message) {
    hasWritten = true;
    return channel.write(message);
  }

  private void written(Unsent sent, Throwable cause) {
    sentNanos = channel.eventLoop().ticker().nanoTime();
    waitingBytes.addAndGet(-sent.size());
    if (cause == null) {
      sent.written().complete(null);
    } else {
      sent.written().completeExceptionally(notWritten(cause));
    }
  }

  private ConnectionFailed notWritten(Throwable cause) {
    if (failure != null) {
      return failure;
    }
    if (cause instanceof ChannelOutputShutdownException) {
      // The peer takes no more, but may still send (RFC 9000 section 3.5).
      isStopped = true;
      hasEnded = true;
      owner.outputEnded();
      return new ConnectionFailed(Reason.RESET, "the peer takes no more of the stream", cause);
    }
    return new ConnectionFailed(Reason.CLOSED, "the stream has ended", cause);
  }

  /** From any thread. */
  CompletionStage<Void> close() {
    CompletableFuture<Void> handedOver = new CompletableFuture<>();
    if (!tasks.run(() -> close(handedOver))) {
      handedOver.completeExceptionally(closed("the event loop has ended"));
    }
    return handedOver;
  }

  private void close(CompletableFuture<Void> handedOver) {
    if (failure != null) {
      handedOver.completeExceptionally(failure);
    } else if (closing == null) {
      closing = handedOver;
      begin();
    } else {
      closing.whenComplete((done, failed) -> settle(handedOver, failed));
    }
  }

  private static void settle(CompletableFuture<Void> stage, Throwable failed) {
    if (failed == null) {
      stage.complete(null);
    } else {
      stage.completeExceptionally(failed);
    }
  }

  private void begin() {
    if (last != null) {
      sendLastWithEnd();
    } else if (!tasks.runLater(this::sendEnd)) {
      ended(closed("the event loop has ended"));
    }
  }

  private void sendLastWithEnd() {
    Unsent next = takeLast();
    send(new DefaultQuicStreamFrame(next.bytes(), true))
        .addListener(
            sent -> {
              written(next, sent.cause());
              ended(sent.cause());
            });
  }

  /**
   * When both ends are known, quiche takes the stream for done as soon as the peer has all bytes,
   * and forgets an end that is not on its way yet. So it isn't sent alone while packets are read,
   * because Netty would send it after the last of them, nor before the peer should have all bytes.
   */
  private void sendEnd() {
    boolean mayBeForgotten =
        hasWritten && owner.isInputEnded() && failure == null && channel.isActive();
    long wait = mayBeForgotten ? nanosUntilTaken() : 0;
    if (wait > 0) {
      channel.eventLoop().schedule(this::sendEnd, wait, TimeUnit.NANOSECONDS);
      return;
    }
    // As a message behind all others: shutdownOutput would overtake those that wait.
    channel.write(QuicStreamFrame.EMPTY_FIN).addListener(sent -> ended(sent.cause()));
  }

  private long nanosUntilTaken() {
    if (waitingBytes.get() > 0) {
      return LOOK_AGAIN_NANOS;
    }
    // Its path is the only one there is, and Netty looks at it at once.
    QuicConnectionPathStats path = channel.parent().collectPathStats(0).getNow();
    long roundTrip = path == null ? 0 : path.rtt();
    long taken = sentNanos + 2 * roundTrip + MAX_ACK_DELAY_NANOS;
    return taken - channel.eventLoop().ticker().nanoTime();
  }

  private void ended(Throwable cause) {
    hasEnded = true;
    settle(closing, cause == null ? null : notWritten(cause));
    owner.outputEnded();
  }

  boolean hasEnded() {
    return hasEnded;
  }

  /** Whether the peer wanted no more. */
  boolean isStopped() {
    return isStopped;
  }

  /** Drops what is not with quiche yet; nothing is sent any more. */
  void fail(ConnectionFailed cause) {
    failure = cause;
    dropLast(cause);
  }

  private void dropLast(ConnectionFailed cause) {
    if (last != null) {
      Unsent dropped = takeLast();
      dropped.bytes().release();
      waitingBytes.addAndGet(-dropped.size());
      dropped.written().completeExceptionally(cause);
    }
  }
}
