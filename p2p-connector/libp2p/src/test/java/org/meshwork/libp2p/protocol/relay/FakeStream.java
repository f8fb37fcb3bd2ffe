package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** A stream whose peer is the test, and takes what is written when the test says so. One thread. */
public final class FakeStream implements Stream {
  final ByteBuf written = Unpooled.buffer();
  final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private StreamReader reader;
  private boolean isPaused;
  private boolean hasEnded;
  boolean isWriteClosed;
  boolean isReset;

  void arrive(int bytes) {
    arrive(Unpooled.buffer(bytes).writeZero(bytes));
  }

  public void arrive(ByteBuf bytes) {
    waiting.add(bytes);
    deliver();
  }

  public boolean isWriteClosed() {
    return isWriteClosed;
  }

  public boolean isReset() {
    return isReset;
  }

  /** What was written since the last call. */
  public ByteBuf takeWritten() {
    return written.readSlice(written.readableBytes());
  }

  public void arriveEnd() {
    hasEnded = true;
    reader.endOfInput();
  }

  /** How much has come that nobody has taken. */
  int waitingBytes() {
    return waiting.stream().mapToInt(ByteBuf::readableBytes).sum();
  }

  void takeNothing() {
    room = new CompletableFuture<>();
  }

  void takeAll() {
    CompletableFuture<Void> had = room;
    room = CompletableFuture.completedFuture(null);
    had.complete(null);
  }

  private void deliver() {
    while (reader != null && !isPaused && !waiting.isEmpty()) {
      reader.bytes(waiting.remove());
    }
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public boolean isInitiator() {
    return true;
  }

  @Override
  public void read(StreamReader next) {
    reader = next;
    deliver();
  }

  @Override
  public void pauseReading() {
    isPaused = true;
  }

  @Override
  public void resumeReading() {
    isPaused = false;
    deliver();
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    written.writeBytes(bytes);
    bytes.release();
    return room;
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    isWriteClosed = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void reset() {
    if (!isReset) {
      isReset = true;
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      ConnectionFailed reason = new ConnectionFailed(Reason.RESET, "this side reset the stream");
      closed.completeExceptionally(reason);
      // A reader hears of one end.
      if (!hasEnded) {
        reader.failed(reason);
      }
    }
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed;
  }
}
