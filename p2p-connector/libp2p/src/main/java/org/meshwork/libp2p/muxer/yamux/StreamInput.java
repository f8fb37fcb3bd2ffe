package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.StreamReader;

/** What has come on one stream, and its reader. On the event loop. */
final class StreamInput {
  /** What the input tells its stream. */
  interface Owner {
    /** The peer should hear of the window. */
    void windowUpdateDue();

    /** The reader has heard the end of input. */
    void inputDelivered();

    void readerThrew(Throwable thrown);
  }

  private final Owner owner;
  private final ReceiveWindow window;
  private final ByteQueue queue;
  private StreamReader reader;
  private boolean isPaused;
  private boolean isDelivering;
  private boolean isEndKnown;
  private boolean isEndHeard;
  private boolean isUpdateDue;
  private ConnectionFailed failure;

  StreamInput(Owner owner, ReceiveWindow window, ByteBufAllocator allocator) {
    this.owner = owner;
    this.window = window;
    this.queue = new ByteQueue(allocator);
  }

  /** Each reader hears one end, whenever it is set. */
  void read(StreamReader newReader) {
    isEndHeard &= newReader == reader;
    reader = newReader;
    deliver();
  }

  void pause() {
    isPaused = true;
  }

  void resume() {
    isPaused = false;
    deliver();
  }

  /**
   * A frame of data begins.
   *
   * @throws ConnectionFailed if the peer may not send it
   */
  void announce(long bytes) {
    requireNoEnd();
    window.announce(bytes);
  }

  void receive(ByteBuf bytes) {
    if (failure != null) {
      bytes.release();
      return;
    }
    queue.add(bytes);
    deliver();
  }

  /**
   * The peer sends no more.
   *
   * @throws ConnectionFailed if it has said so before
   */
  void end() {
    requireNoEnd();
    isEndKnown = true;
    deliver();
  }

  private void requireNoEnd() {
    if (isEndKnown) {
      throw new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "data after the end of a stream");
    }
  }

  /** Drops what waits; the reader hears it even if it is paused. */
  void fail(ConnectionFailed reason) {
    failure = reason;
    queue.release();
    deliver();
  }

  private void deliver() {
    if (isDelivering || reader == null) {
      return;
    }
    isDelivering = true;
    try {
      while (!isPaused && !queue.isEmpty()) {
        deliver(queue.poll());
      }
    } finally {
      isDelivering = false;
    }
    deliverEnd();
  }

  private void deliver(ByteBuf piece) {
    int size = piece.readableBytes();
    try {
      reader.bytes(piece);
    } catch (RuntimeException | Error thrown) {
      owner.readerThrew(thrown);
    }
    if (window.take(size) && !isEndKnown && failure == null) {
      isUpdateDue = true;
      owner.windowUpdateDue();
    }
  }

  private void deliverEnd() {
    if (isEndHeard) {
      return;
    }
    if (failure != null) {
      isEndHeard = true;
      tell(() -> reader.failed(failure));
    } else if (isEndKnown && !isPaused && queue.isEmpty()) {
      isEndHeard = true;
      tell(reader::endOfInput);
      owner.inputDelivered();
    }
  }

  private void tell(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException | Error thrown) {
      owner.readerThrew(thrown);
    }
  }

  boolean isUpdateDue() {
    return isUpdateDue && failure == null;
  }

  /** By how much the peer may send more. Called when {@link #isUpdateDue}. */
  int update(long now) {
    isUpdateDue = false;
    return isEndKnown ? 0 : window.update(now);
  }

  boolean isEndKnown() {
    return isEndKnown;
  }

  /** The stream is over; how much the peer may still have on its way. */
  int close() {
    window.close();
    return isEndKnown ? 0 : window.credit();
  }
}
