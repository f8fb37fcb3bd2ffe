package org.meshwork.libp2p.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * Cuts a stream into messages, each behind its length as a varint. What is no message resets the
 * stream. Holds no more than one message. On the connection's event loop.
 */
public final class MessageReader implements StreamReader {
  private static final int INITIAL_BYTES = 256;

  /** Takes the messages, then one of the two ends. Called on the connection's event loop. */
  public interface Sink {
    /** What it refuses by {@link InputRefused} or {@link ConnectionFailed} resets the stream. */
    void message(Bytes message);

    /** No more come. */
    void end();

    /** Nothing more comes: {@code PROTOCOL_VIOLATED}, or what the stream met. */
    void failed(ConnectionFailed failure);
  }

  private final Stream stream;
  private final int maxBytes;
  private final Sink sink;
  private ByteBuf message = Unpooled.EMPTY_BUFFER;
  private int length;
  private int lengthBytes;
  private boolean isInMessage;
  private boolean isOver;

  /**
   * @param maxBytes of a message, 1 to 16 MiB
   */
  public MessageReader(Stream stream, int maxBytes, Sink sink) {
    this.stream = Objects.requireNonNull(stream);
    this.maxBytes = MessageBounds.requireMaxBytes(maxBytes);
    this.sink = Objects.requireNonNull(sink);
  }

  /** Takes nothing more; what comes is dropped. */
  public void stop() {
    isOver = true;
    drop();
  }

  private void drop() {
    message.release();
    message = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    try {
      while (!isOver && (bytes.isReadable() || isWhole())) {
        take(bytes);
      }
    } catch (InputRefused refused) {
      fail(
          new ConnectionFailed(
              Reason.PROTOCOL_VIOLATED, "no message: " + refused.getMessage(), refused));
    } catch (ConnectionFailed failure) {
      fail(failure);
    } finally {
      bytes.release();
    }
  }

  private boolean isWhole() {
    return isInMessage && message.readableBytes() == length;
  }

  private void take(ByteBuf bytes) {
    if (!isInMessage) {
      takeLength(bytes.readUnsignedByte());
      return;
    }
    int missing = length - message.readableBytes();
    message.writeBytes(bytes, Math.min(missing, bytes.readableBytes()));
    if (isWhole()) {
      Bytes whole = whole();
      sink.message(whole);
    }
  }

  private void takeLength(int next) {
    if (next == 0 && lengthBytes > 0) {
      throw new InputRefused(
          InputRefused.Reason.NOT_CANONICAL, "a message whose length ends in a zero byte");
    }
    length |= (next & 0x7f) << (7 * lengthBytes);
    lengthBytes++;
    boolean goesOn = next >= 0x80;
    if (length > maxBytes || goesOn && lengthBytes == MessageBounds.MAX_LENGTH_BYTES) {
      throw new InputRefused(
          InputRefused.Reason.TOO_LARGE, "a message of more than " + maxBytes + " bytes");
    }
    if (!goesOn) {
      isInMessage = true;
      // Grows with what comes, not with what the peer says will come.
      message = Unpooled.buffer(Math.min(length, INITIAL_BYTES), Math.max(length, 1));
    }
  }

  private Bytes whole() {
    byte[] content = new byte[length];
    message.readBytes(content);
    drop();
    length = 0;
    lengthBytes = 0;
    isInMessage = false;
    return Bytes.of(content);
  }

  @Override
  public void endOfInput() {
    if (isOver) {
      return;
    }
    if (lengthBytes > 0) {
      fail(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the stream ends within a message"));
      return;
    }
    isOver = true;
    sink.end();
  }

  @Override
  public void failed(ConnectionFailed failure) {
    if (!isOver) {
      stop();
      sink.failed(failure);
    }
  }

  private void fail(ConnectionFailed failure) {
    failed(failure);
    stream.reset();
  }
}
