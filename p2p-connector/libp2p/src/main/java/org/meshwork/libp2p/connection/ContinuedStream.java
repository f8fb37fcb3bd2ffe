package org.meshwork.libp2p.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A stream whose beginning somebody else reads. Reading waits until that is over and what it left
 * has been delivered; then the stream itself serves the reader, and this one only passes calls on.
 * Who reads the beginning hands on what it hears after that, an end included, on the event loop.
 */
public final class ContinuedStream implements Stream, StreamReader {
  private final Stream stream;
  private final EventExecutor eventLoop;

  // What follows is for the event loop.
  private StreamReader reader;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private ConnectionFailed failure;
  private boolean isOpen;
  private boolean isPaused;
  private boolean isDelivering;
  private boolean isEnded;
  private boolean isDirect;

  /**
   * @param eventLoop the connection's
   */
  public ContinuedStream(Stream stream, EventExecutor eventLoop) {
    this.stream = Objects.requireNonNull(stream);
    this.eventLoop = Objects.requireNonNull(eventLoop);
  }

  /**
   * The beginning is over. From the event loop; once.
   *
   * @param rest what was read beyond it, which is delivered before anything else
   */
  public void open(ByteBuf rest) {
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
    run(
        () -> {
          if (isDirect) {
            stream.read(next);
          } else {
            reader = next;
            deliver();
          }
        });
  }

  /** Whether anybody reads it, or has. From the event loop. */
  public boolean isRead() {
    return reader != null;
  }

  /** At once on the event loop, and soon from elsewhere. */
  private void run(Runnable work) {
    if (eventLoop.inEventLoop()) {
      work.run();
    } else {
      eventLoop.execute(work);
    }
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
    if (failure == null && isOpen && isEnded && !isPaused) {
      isEnded = false;
      reader.endOfInput();
    }
  }

  @Override
  public void pauseReading() {
    run(
        () -> {
          isPaused = true;
          if (isDirect) {
            stream.pauseReading();
          }
        });
  }

  @Override
  public void resumeReading() {
    run(
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
