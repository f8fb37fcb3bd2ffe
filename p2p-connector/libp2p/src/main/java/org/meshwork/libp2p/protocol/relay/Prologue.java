package org.meshwork.libp2p.protocol.relay;

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
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * A stream on which the peer says one message before it becomes a circuit. What comes behind the
 * message waits for the first reader; no more comes than that until then. Its fields are for the
 * connection's event loop.
 */
final class Prologue implements Stream, StreamReader {
  private static final int MAX_LENGTH_BYTES = 2;

  private final Stream stream;
  private final EventExecutor eventLoop;
  private final int maxBytes;
  private final CompletableFuture<Bytes> message = new CompletableFuture<>();
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private boolean isOpen;
  private boolean isPaused;

  private Prologue(ProtocolStream from, int maxBytes) {
    this.stream = from.stream();
    this.eventLoop = from.connection().eventLoop();
    this.maxBytes = maxBytes;
  }

  /**
   * Reads on from here.
   *
   * @param maxBytes of the message, at most 2^14 - 1
   */
  static Prologue of(ProtocolStream from, int maxBytes, Duration timeout) {
    Prologue prologue = new Prologue(from, maxBytes);
    Future<?> timer =
        prologue.eventLoop.schedule(
            () -> prologue.refuse(Reason.TIMED_OUT, "no message came within " + timeout),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    prologue.message.whenComplete((bytes, failure) -> timer.cancel(false));
    from.stream().read(prologue);
    return prologue;
  }

  /**
   * Completes on the event loop; exceptionally with {@link ConnectionFailed} when none comes in
   * time or in form, and the stream is reset then.
   */
  CompletionStage<Bytes> message() {
    return message;
  }

  private void refuse(Reason reason, String detail) {
    if (message.completeExceptionally(new ConnectionFailed(reason, detail))) {
      drop();
      stream.reset();
    }
  }

  private void drop() {
    waiting.release();
    waiting = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    if (message.isCompletedExceptionally()) {
      bytes.release();
      return;
    }
    waiting = waiting.isReadable() ? Unpooled.wrappedBuffer(waiting, bytes) : bytes;
    if (!message.isDone()) {
      advance();
    }
  }

  private void advance() {
    int start = waiting.readerIndex();
    int length = 0;
    for (int index = 0; index < MAX_LENGTH_BYTES && index < waiting.readableBytes(); index++) {
      int next = waiting.getUnsignedByte(start + index);
      length |= (next & 0x7f) << (7 * index);
      if (next < 0x80) {
        take(index + 1, length, index > 0 && next == 0);
        return;
      }
    }
    if (waiting.readableBytes() >= MAX_LENGTH_BYTES) {
      tooLarge();
    }
  }

  private void tooLarge() {
    refuse(Reason.PROTOCOL_VIOLATED, "a message of more than " + maxBytes + " bytes");
  }

  private void take(int lengthBytes, int length, boolean isPadded) {
    if (isPadded) {
      refuse(Reason.PROTOCOL_VIOLATED, "a message whose length ends in a zero byte");
    } else if (length > maxBytes) {
      tooLarge();
    } else if (waiting.readableBytes() >= lengthBytes + length) {
      byte[] content = new byte[length];
      waiting.skipBytes(lengthBytes).readBytes(content);
      if (!waiting.isReadable()) {
        drop();
      }
      stream.pauseReading();
      message.complete(Bytes.of(content));
    }
  }

  @Override
  public void endOfInput() {
    refuse(Reason.PROTOCOL_VIOLATED, "the stream ends without a message");
  }

  @Override
  public void failed(ConnectionFailed failure) {
    message.completeExceptionally(failure);
    drop();
  }

  @Override
  public void read(StreamReader next) {
    run(() -> continueWith(next));
  }

  private void run(Runnable work) {
    if (eventLoop.inEventLoop()) {
      work.run();
    } else {
      eventLoop.execute(work);
    }
  }

  private void continueWith(StreamReader next) {
    isOpen = true;
    ByteBuf rest = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    if (rest.isReadable()) {
      deliver(rest, next);
    } else {
      rest.release();
    }
    stream.read(next);
    if (!isPaused) {
      stream.resumeReading();
    }
  }

  private void deliver(ByteBuf rest, StreamReader next) {
    try {
      next.bytes(rest);
    } catch (RuntimeException thrown) {
      // As the port says of a reader that throws; the stream then tells it that it has failed.
      stream.reset();
    }
  }

  @Override
  public void pauseReading() {
    run(
        () -> {
          isPaused = true;
          stream.pauseReading();
        });
  }

  @Override
  public void resumeReading() {
    run(
        () -> {
          isPaused = false;
          if (isOpen) {
            stream.resumeReading();
          }
        });
  }

  @Override
  public long id() {
    return stream.id();
  }

  @Override
  public boolean isInitiator() {
    return stream.isInitiator();
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    return stream.write(bytes);
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    return stream.closeWrite();
  }

  @Override
  public void reset() {
    stream.reset();
  }

  @Override
  public CompletionStage<Void> closed() {
    return stream.closed();
  }
}
