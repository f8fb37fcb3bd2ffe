package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;

/** What goes out on one stream. */
final class StreamOutput {
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
  private final Acknowledgements acknowledgements;
  private final Owner owner;
  private final Handover handover;
  private final AtomicLong waitingBytes = new AtomicLong();

  // All that follows is for the event loop.
  /** For the rest of its turn of the event loop, so that the end can go with it. */
  private Unsent last;

  /** Packets of the connection that were lost before anything was sent. */
  private long lostBefore;

  /** Whether all that was sent left at once. */
  private boolean hasLeft;

  /** When quiche had all that was written, by the event loop's ticker. */
  private long sentNanos;

  private ConnectionFailed failure;
  private CompletableFuture<Void> closing;
  private boolean hasEnded;
  private boolean isStopped;

  StreamOutput(
      QuicStreamChannel channel, LoopTasks tasks, Acknowledgements acknowledgements, Owner owner) {
    this.channel = channel;
    this.tasks = tasks;
    this.acknowledgements = acknowledgements;
    this.owner = owner;
    this.handover = new Handover(channel);
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
    if (isFirst) {
      sendLastLater();
    }
  }

  private void sendLastLater() {
    if (!tasks.runLater(this::endTurn)) {
      dropLast(closed("the event loop has ended"));
    }
  }

  /** The writer hears first that there is room, and may have more to say, or that it was all. */
  private void endTurn() {
    Unsent told = last;
    if (told != null && handover.hasRoom() && !hasEnded) {
      told.written().complete(null);
      if (last != null && last != told) {
        sendLastLater();
        return;
      }
    }
    if (last != null) {
      int size = last.size();
      long before = acknowledgements.sentBytes();
      sendLast();
      // Nothing else can have left: what waited before it would have filled the window.
      hasLeft = before >= 0 && acknowledgements.sentBytes() - before >= size;
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
      if (!handover.hasBegun()) {
        lostBefore = acknowledgements.lost();
      }
      hasLeft = false;
      handover.send(next.bytes(), sent -> written(next, sent.cause()));
    }
  }

  private Unsent takeLast() {
    Unsent taken = last;
    last = null;
    return taken;
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
    if (last != null && last.size() > 0) {
      sendLastWithEnd();
      return;
    }
    sendLast();
    if (handover.goesWithBytes()) {
      sendEnd();
    } else if (!tasks.runLater(this::sendEndAlone)) {
      ended(closed("the event loop has ended"));
    }
  }

  private void sendLastWithEnd() {
    Unsent next = takeLast();
    handover.send(
        new DefaultQuicStreamFrame(next.bytes(), true),
        sent -> {
          written(next, sent.cause());
          ended(sent.cause());
        });
  }

  /**
   * When both ends are known, quiche takes the stream for done as soon as the peer has all bytes,
   * and forgets an end that isn't on its way yet, or is lost (its issue 2525). So the peer is to
   * have them first, as it is when the end could not leave at once.
   */
  private void sendEndAlone() {
    boolean mayBeForgotten =
        failure == null
            && handover.hasBegun()
            && channel.isActive()
            && (owner.isInputEnded() || !acknowledgements.leavesAtOnce());
    if (mayBeForgotten) {
      acknowledgements.await(channel, hasLeft ? lostBefore : -1, sentNanos, this::sendEnd);
    } else {
      sendEnd();
    }
  }

  private void sendEnd() {
    // As a message behind all others: shutdownOutput would overtake those that wait.
    channel.write(QuicStreamFrame.EMPTY_FIN).addListener(sent -> ended(sent.cause()));
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
