package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.ContinuedStream;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * The one message that the peer says on a stream before that becomes a circuit. What comes behind
 * the message waits for the circuit's reader; no more comes than that until then. Used on the
 * connection's event loop.
 */
final class Prologue implements StreamReader {
  private static final int MAX_LENGTH_BYTES = 2;

  private final Stream stream;
  private final ContinuedStream rest;
  private final int maxBytes;
  private final CompletableFuture<Bytes> message = new CompletableFuture<>();
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;

  private Prologue(ProtocolStream from, int maxBytes) {
    this.stream = from.stream();
    this.rest = new ContinuedStream(stream, from.connection().eventLoop());
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
        from.connection()
            .eventLoop()
            .schedule(
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

  /** What comes behind the message, and goes to the peer. From any thread. */
  Stream stream() {
    return rest;
  }

  private void refuse(Reason reason, String detail) {
    ConnectionFailed failure = new ConnectionFailed(reason, detail);
    if (!message.isDone()) {
      failed(failure);
      stream.reset();
    }
  }

  private void drop() {
    waiting.release();
    waiting = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    if (message.isDone()) {
      rest.bytes(bytes);
      return;
    }
    waiting = waiting.isReadable() ? Unpooled.wrappedBuffer(waiting, bytes) : bytes;
    advance();
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
      ByteBuf behind = waiting;
      waiting = Unpooled.EMPTY_BUFFER;
      rest.open(behind);
      message.complete(Bytes.of(content));
    }
  }

  @Override
  public void endOfInput() {
    if (message.isDone()) {
      rest.endOfInput();
      return;
    }
    refuse(Reason.PROTOCOL_VIOLATED, "the stream ends without a message");
  }

  @Override
  public void failed(ConnectionFailed failure) {
    drop();
    // First, so that who hears of the message's failure finds the stream failed.
    rest.failed(failure);
    message.completeExceptionally(failure);
  }
}
