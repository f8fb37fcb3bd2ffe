package org.meshwork.libp2p.protocol.perf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Stream;

/** Sends bytes that cost nothing to make, when there is room for them. On one event loop. */
final class Zeros {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final Stream stream;
  private final ByteBuf chunk;
  private final CompletableFuture<Void> sent = new CompletableFuture<>();
  private long left;

  private Zeros(Stream stream, long count) {
    this.stream = stream;
    this.left = count;
    int size = (int) Math.min(CHUNK_BYTES, count);
    this.chunk = PooledByteBufAllocator.DEFAULT.directBuffer(size).writeZero(size);
  }

  /**
   * Sends so many bytes, and the end.
   *
   * @return as {@link Stream#closeWrite}
   */
  static CompletionStage<Void> sendAll(Stream stream, long count) {
    if (count == 0) {
      return stream.closeWrite();
    }
    Zeros zeros = new Zeros(stream, count);
    zeros.sent.whenComplete((nothing, failure) -> zeros.chunk.release());
    zeros.sendWhatFits();
    return zeros.sent;
  }

  private void sendWhatFits() {
    while (left > 0) {
      int size = (int) Math.min(chunk.readableBytes(), left);
      left -= size;
      CompletableFuture<Void> room =
          stream.write(chunk.retainedSlice(0, size)).toCompletableFuture();
      boolean isFull = !room.isDone() || room.isCompletedExceptionally();
      if (isFull && left > 0) {
        room.whenComplete((nothing, failure) -> goOn(failure));
        return;
      }
    }
    // Right behind the last bytes, with which a muxer may send it.
    stream.closeWrite().whenComplete((nothing, failure) -> settle(failure));
  }

  private void goOn(Throwable failure) {
    if (failure == null) {
      sendWhatFits();
    } else {
      settle(failure);
    }
  }

  private void settle(Throwable failure) {
    if (failure == null) {
      sent.complete(null);
    } else {
      sent.completeExceptionally(failure);
    }
  }
}
