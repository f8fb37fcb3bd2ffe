package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * One bidirectional stream of QUIC. It is read one message at a time, and only while its reader
 * takes it, so that what nobody takes stays within the peer's window.
 */
final class QuicStream extends ChannelInboundHandlerAdapter implements Stream {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  /** 25 ms (RFC 9000 section 18.2), and what a busy peer's event loop takes. */
  private static final long MAX_ACK_DELAY_NANOS = 100_000_000;

  private final QuicStreamChannel channel;
  private final Runnable whenDone;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  // All that follows is for the event loop.
  /** Came after the reader had paused: one message at most. */
  private final Queue<ByteBuf> held = new ArrayDeque<>();

  /** For the rest of its turn of the event loop, so that the end can go with it. */
  private Unsent last;

  /** When quiche had all that was written, by the event loop's ticker. */
  private long sentNanos;

  private StreamReader reader;
  private ConnectionFailed failure;
  private CompletableFuture<Void> closingWrite;
  private boolean paused;
  private boolean delivering;
  private boolean inputEnded;
  private boolean endDelivered;
  private boolean outputEnded;
  private boolean stopped;
  private boolean hasWritten;

  private record Unsent(ByteBuf bytes, int size, CompletableFuture<Void> written) {}

  /**
   * @param whenDone run once, when the stream has ended in whatever way
   */
  QuicStream(QuicStreamChannel channel, Runnable whenDone) {
    this.channel = channel;
    this.whenDone = whenDone;
  }

  @Override
  public long id() {
    return channel.streamId();
  }

  @Override
  public boolean isInitiator() {
    return channel.isLocalCreated();
  }

  @Override
  public void read(StreamReader next) {
    Objects.requireNonNull(next);
    run(
        () -> {
          reader = next;
          if (failure != null && !endDelivered) {
            endDelivered = true;
            next.failed(failure);
          } else {
            deliver();
            request();
          }
        });
  }

  @Override
  public void pauseReading() {
    run(() -> paused = true);
  }

  @Override
  public void resumeReading() {
    run(
        () -> {
          paused = false;
          deliver();
          request();
        });
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (waitingBytes.addAndGet(size) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-size);
      bytes.release();
      return CompletableFuture.failedFuture(
          new ConnectionFailed(
              Reason.TOO_MUCH, "more than " + MAX_WAITING_BYTES + " bytes would wait to be sent"));
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    if (!run(() -> write(bytes, size, written))) {
      bytes.release();
      written.completeExceptionally(ended("the event loop has ended"));
    }
    return written;
  }

  private void write(ByteBuf bytes, int size, CompletableFuture<Void> written) {
    if (failure != null || closingWrite != null) {
      bytes.release();
      waitingBytes.addAndGet(-size);
      written.completeExceptionally(
          failure == null ? ended("nothing can be written after the end") : failure);
      return;
    }
    boolean isFirst = last == null;
    sendLast();
    last = new Unsent(inOnePiece(bytes, size), size, written);
    if (isFirst && !runLater(this::sendLast)) {
      dropLast(ended("the event loop has ended"));
    }
  }

  private void sendLast() {
    if (last != null) {
      Unsent next = last;
      last = null;
      send(next.bytes()).addListener(sent -> written(next, sent.cause()));
    }
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

  private void dropLast(ConnectionFailed cause) {
    if (last != null) {
      Unsent dropped = last;
      last = null;
      dropped.bytes().release();
      waitingBytes.addAndGet(-dropped.size());
      dropped.written().completeExceptionally(cause);
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

  private ConnectionFailed notWritten(Throwable cause) {
    if (failure != null) {
      return failure;
    }
    if (cause instanceof ChannelOutputShutdownException) {
      // The peer takes no more, but may still send (RFC 9000 section 3.5).
      stopped = true;
      outputEnded = true;
      finishIfDone();
      return new ConnectionFailed(Reason.RESET, "the peer takes no more of the stream", cause);
    }
    return new ConnectionFailed(Reason.CLOSED, "the stream has ended", cause);
  }

  private static ConnectionFailed ended(String detail) {
    return new ConnectionFailed(Reason.CLOSED, detail);
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    CompletableFuture<Void> handedOver = new CompletableFuture<>();
    if (!run(() -> closeWrite(handedOver))) {
      handedOver.completeExceptionally(ended("the event loop has ended"));
    }
    return handedOver;
  }

  private void closeWrite(CompletableFuture<Void> handedOver) {
    if (failure != null) {
      handedOver.completeExceptionally(failure);
      return;
    }
    if (closingWrite == null) {
      closingWrite = handedOver;
      if (last != null) {
        sendLastWithEnd();
      } else if (!runLater(this::sendEnd)) {
        outputEnded(ended("the event loop has ended"));
      }
      return;
    }
    closingWrite.whenComplete(
        (done, failed) -> {
          if (failed == null) {
            handedOver.complete(null);
          } else {
            handedOver.completeExceptionally(failed);
          }
        });
  }

  private void sendLastWithEnd() {
    Unsent next = last;
    last = null;
    send(new DefaultQuicStreamFrame(next.bytes(), true))
        .addListener(
            sent -> {
              written(next, sent.cause());
              outputEnded(sent.cause());
            });
  }

  /**
   * When both ends are known, quiche takes the stream for done as soon as the peer has all bytes,
   * and forgets an end that is not on its way yet. So it isn't sent alone while packets are read,
   * because Netty would send it after the last of them, nor before the peer should have all bytes.
   */
  private void sendEnd() {
    boolean mayBeForgotten = hasWritten && inputEnded && failure == null && channel.isActive();
    long wait = mayBeForgotten ? nanosUntilTaken() : 0;
    if (wait > 0) {
      channel.eventLoop().schedule(this::sendEnd, wait, TimeUnit.NANOSECONDS);
      return;
    }
    // As a message behind all others: shutdownOutput would overtake those that wait.
    channel.write(QuicStreamFrame.EMPTY_FIN).addListener(sent -> outputEnded(sent.cause()));
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

  private void outputEnded(Throwable cause) {
    outputEnded = true;
    if (cause == null) {
      closingWrite.complete(null);
    } else {
      closingWrite.completeExceptionally(notWritten(cause));
    }
    finishIfDone();
  }

  @Override
  public void reset() {
    run(() -> fail(new ConnectionFailed(Reason.RESET, "this side has reset the stream")));
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    held.add((ByteBuf) message);
    deliver();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    request();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownReadComplete) {
      inputEnded = true;
      deliver();
    }
  }

  /** Hands on what is there, as long as the reader takes it. */
  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      while (takes() && !held.isEmpty()) {
        reader.bytes(held.remove());
      }
      if (takes() && inputEnded && !endDelivered) {
        endDelivered = true;
        reader.endOfInput();
        finishIfDone();
      }
    } catch (RuntimeException thrown) {
      fail(new ConnectionFailed(Reason.RESET, "the reader of the stream failed", thrown));
    } finally {
      delivering = false;
    }
  }

  private void request() {
    if (takes() && !inputEnded) {
      channel.read();
    }
  }

  private boolean takes() {
    return reader != null && !paused && failure == null;
  }

  private void finishIfDone() {
    if (endDelivered && outputEnded && failure == null && !closed.isDone()) {
      if (stopped) {
        closed.completeExceptionally(
            new ConnectionFailed(Reason.RESET, "the peer took no more of the stream"));
      } else {
        closed.complete(null);
      }
      channel.close();
      whenDone.run();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(new ConnectionFailed(Reason.RESET, "the peer has reset the stream", cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!inputEnded || !outputEnded) {
      fail(ended("the connection of the stream has ended"));
    }
  }

  void fail(ConnectionFailed cause) {
    if (failure != null || closed.isDone()) {
      return;
    }
    failure = cause;
    dropLast(cause);
    while (!held.isEmpty()) {
      held.remove().release();
    }
    if (channel.isActive()) {
      channel.shutdown(0, channel.newPromise());
      channel.close();
    }
    closed.completeExceptionally(cause);
    whenDone.run();
    tellReader(cause);
  }

  private void tellReader(ConnectionFailed cause) {
    if (reader != null && !endDelivered) {
      endDelivered = true;
      try {
        reader.failed(cause);
      } catch (RuntimeException thrown) {
        QuicTransport.LOG.log(System.Logger.Level.DEBUG, "a reader failed at the end", thrown);
      }
    }
  }

  /** Whether the event loop takes it. */
  private boolean run(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return true;
    }
    return runLater(task);
  }

  private boolean runLater(Runnable task) {
    try {
      channel.eventLoop().execute(task);
      return true;
    } catch (RejectedExecutionException loopHasEnded) {
      return false;
    }
  }
}
