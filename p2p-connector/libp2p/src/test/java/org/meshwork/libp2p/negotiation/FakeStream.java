package org.meshwork.libp2p.negotiation;

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

/** A stream whose peer is the test. For one thread. */
final class FakeStream implements Stream {
  final ByteBuf written = Unpooled.buffer();
  final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  StreamReader reader;
  boolean isPaused;
  boolean isReset;
  private boolean hasEnded;

  void arrive(ByteBuf bytes) {
    waiting.add(bytes);
    deliver();
  }

  void arriveEnd() {
    hasEnded = true;
    deliver();
  }

  private void deliver() {
    while (reader != null && !isPaused && !waiting.isEmpty()) {
      reader.bytes(waiting.remove());
    }
    if (reader != null && !isPaused && hasEnded) {
      hasEnded = false;
      reader.endOfInput();
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
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void reset() {
    if (!isReset) {
      isReset = true;
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      reader.failed(new ConnectionFailed(Reason.RESET, "this side reset the stream"));
    }
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed;
  }
}
