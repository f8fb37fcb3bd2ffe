package org.meshwork.libp2p.interop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** This side of the protocols of {@code interop/js/streams.mjs}. */
final class Exchanges {
  static final String ECHO = "/meshwork/interop/echo/1.0.0";
  static final String DIGEST = "/meshwork/interop/digest/1.0.0";
  static final String STALL = "/meshwork/interop/stall/1.0.0";
  static final String PATTERN = "/meshwork/interop/pattern/1.0.0";
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int PATTERN_MODULUS = 251;
  private static final byte[] PATTERN_BYTES = pattern();

  private Exchanges() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Bytes that both sides can compute: the index of each, modulo 251. */
  private static byte[] pattern() {
    byte[] bytes = new byte[CHUNK_BYTES + PATTERN_MODULUS];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) (index % PATTERN_MODULUS);
    }
    return bytes;
  }

  private static ByteBuf patternFrom(long start, long end) {
    int size = (int) Math.min(CHUNK_BYTES, end - start);
    return Unpooled.wrappedBuffer(PATTERN_BYTES, (int) (start % PATTERN_MODULUS), size);
  }

  static byte[] digestOfPattern(long size) {
    MessageDigest digest = sha256();
    for (long start = 0; start < size; start += CHUNK_BYTES) {
      digest.update(patternFrom(start, size).nioBuffer());
    }
    return digest.digest();
  }

  /** Sends a pattern when there is room, and the end. */
  static CompletionStage<Void> sendPattern(Stream stream, long size) {
    return sendPattern(stream, 0, size).thenCompose(sent -> stream.closeWrite());
  }

  private static CompletionStage<Void> sendPattern(Stream stream, long start, long size) {
    for (long at = start; at < size; ) {
      CompletionStage<Void> room = stream.write(patternFrom(at, size));
      at += CHUNK_BYTES;
      if (!room.toCompletableFuture().isDone()) {
        long next = at;
        return room.thenCompose(now -> sendPattern(stream, next, size));
      }
    }
    return CompletableFuture.completedStage(null);
  }

  /** Sends back what comes. */
  record Echo(Stream stream) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      CompletionStage<Void> room = stream.write(bytes);
      if (!room.toCompletableFuture().isDone()) {
        stream.pauseReading();
        room.thenRun(stream::resumeReading);
      }
    }

    @Override
    public void endOfInput() {
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      // The peer has what it wanted, or wants no more.
    }
  }

  /** The SHA-256 of all that comes. */
  static final class Digest implements StreamReader {
    private final MessageDigest digest = sha256();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();

    /** Answers with it. */
    static Digest answering(Stream stream) {
      Digest digest = new Digest();
      digest.result.thenAccept(
          bytes -> {
            stream.write(Unpooled.wrappedBuffer(bytes));
            stream.closeWrite();
          });
      return digest;
    }

    CompletableFuture<byte[]> result() {
      return result;
    }

    @Override
    public void bytes(ByteBuf bytes) {
      digest.update(bytes.nioBuffer());
      bytes.release();
    }

    @Override
    public void endOfInput() {
      result.complete(digest.digest());
    }

    @Override
    public void failed(ConnectionFailed failure) {
      result.completeExceptionally(failure);
    }
  }

  /** Answers with as much of the pattern as the peer wants, in 8 bytes. */
  static final class Pattern implements StreamReader {
    private final Stream stream;
    private final ByteBuf wanted = Unpooled.buffer(Long.BYTES);

    Pattern(Stream stream) {
      this.stream = stream;
    }

    @Override
    public void bytes(ByteBuf bytes) {
      wanted.writeBytes(bytes);
      bytes.release();
    }

    @Override
    public void endOfInput() {
      sendPattern(stream, wanted.readLong());
    }

    @Override
    public void failed(ConnectionFailed failure) {
      // Nobody waits for the answer.
    }
  }

  /** Answers nothing, and tells how it ended. */
  record Stall(Queue<ConnectionFailed> failures) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    public void endOfInput() {
      // Only a reset is of interest.
    }

    @Override
    public void failed(ConnectionFailed failure) {
      failures.add(failure);
    }
  }
}
