package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * A stream behind its negotiation. Reading waits until that is over and what it left has been
 * delivered; then the stream itself serves the reader, and this one only passes calls on. Its
 * fields are for the event loop only.
 */
final class NegotiatedStream implements Stream, StreamReader {
  private final Stream stream;
  private final EventExecutor eventLoop;
  private StreamReader reader;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private ConnectionFailed failure;
  private boolean isOpen;
  private boolean isPaused;
  private boolean isDelivering;
  private boolean isEnded;
  private boolean isDirect;

  NegotiatedStream(Stream stream, EventExecutor eventLoop) {
    this.stream = stream;
    this.eventLoop = eventLoop;
  }

  /** Delivers what the negotiation left over, before anything else. */
  void open(ByteBuf rest) {
    isOpen = true;
    if (rest.isReadable()) {
      waiting = rest;
    } else {
      rest.release();
    }
    stream.pauseReading();
    deliver();
  }

  @Override
  public void bytes(ByteBuf bytes) {
    if (failure != null) {
      bytes.release();
      return;
    }
    waiting = Unpooled.wrappedBuffer(waiting, bytes);
    deliver();
  }

  @Override
  public void endOfInput() {
    isEnded = true;
    deliver();
  }

  @Override
  public void failed(ConnectionFailed reason) {
    if (failure == null) {
      failure = reason;
      waiting.release();
      waiting = Unpooled.EMPTY_BUFFER;
      deliver();
    }
  }

  @Override
  public void read(StreamReader next) {
    EventLoops.run(
        eventLoop,
        () -> {
          if (isDirect) {
            stream.read(next);
          } else {
            reader = next;
            deliver();
          }
        });
  }

  boolean isRead() {
    return reader != null;
  }

  private void deliver() {
    if (reader == null || isDirect || isDelivering) {
      return;
    }
    isDelivering = true;
    try {
      deliverWaiting();
    } catch (RuntimeException thrown) {
      // As the port says of a reader that throws; the stream then tells it that it has failed.
      stream.reset();
    } finally {
      isDelivering = false;
    }
    goDirect();
  }

  private void goDirect() {
    if (failure != null) {
      isDirect = true;
      reader.failed(failure);
    } else if (isOpen && !isPaused) {
      isDirect = true;
      stream.read(reader);
      stream.resumeReading();
    }
  }

  private void deliverWaiting() {
    while (failure == null && isOpen && !isPaused && waiting.isReadable()) {
      ByteBuf next = waiting;
      waiting = Unpooled.EMPTY_BUFFER;
      reader.bytes(next);
    }
    if (failure == null && isEnded && !isPaused) {
      isEnded = false;
      reader.endOfInput();
    }
  }

  @Override
  public void pauseReading() {
    EventLoops.run(
        eventLoop,
        () -> {
          isPaused = true;
          if (isDirect) {
            stream.pauseReading();
          }
        });
  }

  @Override
  public void resumeReading() {
    EventLoops.run(
        eventLoop,
        () -> {
          isPaused = false;
          if (isDirect) {
            stream.resumeReading();
          } else {
            deliver();
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
