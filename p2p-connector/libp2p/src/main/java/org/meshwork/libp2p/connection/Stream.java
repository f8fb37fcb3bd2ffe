package org.meshwork.libp2p.connection;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/**
 * Bytes in order to a peer and bytes in order from it, each way closed on its own. Many share a
 * connection. Methods may be called from any thread and never block.
 */
public interface Stream {
  /** What this side may have waiting for the peer to take, in bytes. */
  int MAX_WAITING_BYTES = 16 * 1024 * 1024;

  /** Unique on its connection, for logs. */
  long id();

  /** Whether this side opened it. */
  boolean isInitiator();

  /**
   * Hands what comes from now on to the reader, on the connection's event loop. Until the first
   * reader is set, what comes waits. Called on the event loop by a reader, the change holds for
   * whatever follows.
   */
  void read(StreamReader reader);

  /**
   * Delivers nothing until {@link #resumeReading}; the peer may send no more than its window, and
   * over QUIC its reset is heard of no sooner. Effective at once when called on the event loop.
   */
  void pauseReading();

  void resumeReading();

  /**
   * Sends the bytes, and takes them over.
   *
   * @return completes when there is room for more; exceptionally with {@link ConnectionFailed} when
   *     they can't be sent: after {@link #closeWrite} or a reset, or with {@code TOO_MUCH} if more
   *     than {@link #MAX_WAITING_BYTES} would wait, of which nothing is sent
   */
  CompletionStage<Void> write(ByteBuf bytes);

  /**
   * Tells the peer, after all that was written, that no more comes. Does nothing the second time.
   *
   * @return completes when that has been handed to the connection
   */
  CompletionStage<Void> closeWrite();

  /** Ends both ways at once; what waits is dropped. The reader hears {@code RESET}. */
  void reset();

  /**
   * Completes when both ways are closed and everything has been delivered; exceptionally with
   * {@link ConnectionFailed} when the stream was reset or its connection ended before.
   */
  CompletionStage<Void> closed();
}
