package org.meshwork.libp2p.connection;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32;

/**
 * Remembers what it heard: how much and its checksum, not the bytes, and how it ended. Fails if it
 * hears what {@link StreamReader} rules out. May be asked from any thread.
 */
public class RecordingReader implements StreamReader {
  private final CRC32 checksum = new CRC32();
  private final CompletableFuture<Long> end = new CompletableFuture<>();
  private final CompletableFuture<ConnectionFailed> failure = new CompletableFuture<>();
  private int ahead;
  private volatile long count;
  private volatile int calls;
  private volatile String broken = "";

  public RecordingReader() {
    this(0);
  }

  /**
   * @param ahead how many bytes come first that do not count
   */
  public RecordingReader(int ahead) {
    this.ahead = ahead;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    try {
      calls++;
      require(bytes.isReadable(), "no bytes");
      int skipped = Math.min(ahead, bytes.readableBytes());
      ahead -= skipped;
      bytes.skipBytes(skipped);
      require(!end.isDone() && !failure.isDone(), "bytes after the end");
      checksum.update(bytes.nioBuffer());
      count += bytes.readableBytes();
    } finally {
      bytes.release();
    }
  }

  @Override
  public void endOfInput() {
    require(!failure.isDone() && !end.isDone(), "two ends");
    end.complete(checksum.getValue());
  }

  @Override
  public void failed(ConnectionFailed reason) {
    require(!failure.isDone() && !end.isDone(), "two ends");
    failure.complete(reason);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      broken = otherwise;
      throw new AssertionError(otherwise);
    }
  }

  /** How many bytes came. */
  public long count() {
    return count;
  }

  /** How many times bytes came. */
  public int calls() {
    return calls;
  }

  /** What it heard that it must not; empty if all was well. */
  public String broken() {
    return broken;
  }

  /** Completes at the end of input, with the CRC-32 of all that came. */
  public CompletionStage<Long> end() {
    return end;
  }

  public CompletionStage<ConnectionFailed> failure() {
    return failure;
  }

  public boolean hasEnded() {
    return end.isDone();
  }
}
