package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;

/** What one stream has to send. On the event loop, but for {@link #reserve}. */
final class StreamOutput {
  /** Two frames: while one is on its way the next is there. Below it there is room for more. */
  static final int LOW_WATER_BYTES = 2 * FrameSender.MAX_DATA_BYTES;

  private static final long MAX_WINDOW_BYTES = 0xffff_ffffL;
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
  private static final AtomicIntegerFieldUpdater<StreamOutput> WAITING =
      AtomicIntegerFieldUpdater.newUpdater(StreamOutput.class, "waitingBytes");

  private final ByteQueue queue;

  /** Includes what other threads have written and the event loop hasn't seen. */
  private volatile int waitingBytes;

  /** The peer's receive window, as far as it is known. */
  private long window = ReceiveWindow.INITIAL_BYTES;

  /** Completes at low water; null below it. Shared by all writes that wait, to bound memory. */
  private CompletableFuture<Void> room;

  /** Completes when the end is sent; null unless it is asked for. */
  private CompletableFuture<Void> closing;

  private boolean isEndSent;
  private ConnectionFailed failure;

  StreamOutput(ByteBufAllocator allocator) {
    queue = new ByteQueue(allocator);
  }

  /** Counts bytes that are about to be written, unless they are too many. From any thread. */
  boolean reserve(int bytes) {
    if (bytes <= Stream.MAX_WAITING_BYTES
        && WAITING.addAndGet(this, bytes) <= Stream.MAX_WAITING_BYTES) {
      return true;
    }
    if (bytes <= Stream.MAX_WAITING_BYTES) {
      WAITING.addAndGet(this, -bytes);
    }
    return false;
  }

  int waitingBytes() {
    return waitingBytes;
  }

  /**
   * @param bytes reserved before; taken over
   */
  CompletionStage<Void> write(ByteBuf bytes) {
    if (failure != null || closing != null) {
      WAITING.addAndGet(this, -bytes.readableBytes());
      bytes.release();
      return CompletableFuture.failedStage(failure != null ? failure : closedToWrite());
    }
    queue.add(bytes);
    if (queue.size() <= LOW_WATER_BYTES) {
      return DONE;
    }
    if (room == null) {
      room = new CompletableFuture<>();
    }
    return room;
  }

  private static ConnectionFailed closedToWrite() {
    return new ConnectionFailed(Reason.CLOSED, "a write after the stream was closed to write");
  }

  CompletionStage<Void> close() {
    if (closing == null) {
      if (failure != null) {
        return CompletableFuture.failedStage(failure);
      }
      closing = new CompletableFuture<>();
    }
    return Stages.copy(closing);
  }

  /**
   * The peer has made its window larger.
   *
   * @throws ConnectionFailed if it is larger than one can be
   */
  void enlargeWindow(long bytes) {
    window += bytes;
    if (window > MAX_WINDOW_BYTES) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "a window of " + window + " bytes, more than 2^32 - 1");
    }
  }

  boolean canSend() {
    return failure == null && (!queue.isEmpty() && window > 0 || isEndDue());
  }

  private boolean isEndDue() {
    return closing != null && !isEndSent && queue.isEmpty();
  }

  /**
   * Writes one frame. Called when {@link #canSend}.
   *
   * @param flags to go with it
   */
  int send(FrameSender sender, long id, int flags) {
    int count = (int) Math.min(Math.min(queue.size(), window), FrameSender.MAX_DATA_BYTES);
    ByteBuf data = count == 0 ? null : queue.take(count);
    // The end goes by itself: js-libp2p drops the data of a frame that ends the stream.
    boolean isLast = count == 0 && isEndDue();
    int allFlags = isLast ? flags | FrameHeader.FIN : flags;
    sender.write(new FrameHeader(FrameType.DATA, allFlags, id, count), data);
    window -= count;
    WAITING.addAndGet(this, -count);
    isEndSent |= isLast;
    return FrameHeader.BYTES + count;
  }

  /** Tells those who wait for it what has been sent. They may do anything. */
  void tell() {
    if (room != null && queue.size() <= LOW_WATER_BYTES) {
      CompletableFuture<Void> hasRoom = room;
      room = null;
      hasRoom.complete(null);
    }
    if (isEndSent) {
      closing.complete(null);
    }
  }

  boolean isEndSent() {
    return isEndSent;
  }

  /** Drops what waits. */
  void fail(ConnectionFailed reason) {
    failure = reason;
    WAITING.addAndGet(this, -queue.size());
    queue.release();
    if (room != null) {
      room.completeExceptionally(reason);
    }
    if (closing != null) {
      closing.completeExceptionally(reason);
    }
  }
}
