package org.meshwork.libp2p.connection;

import io.netty.buffer.ByteBuf;

/**
 * Takes what comes on a stream, in order: bytes any number of times, then one of the two ends.
 * Called on the connection's event loop; must not block. What it throws resets the stream.
 */
public interface StreamReader {
  /**
   * @param bytes at least one; the reader's to release. Taken, for the peer's window, when this
   *     returns.
   */
  void bytes(ByteBuf bytes);

  /** The peer sends no more; this side still may. */
  void endOfInput();

  /** Nothing more comes or goes, and what was sent may not have arrived. */
  void failed(ConnectionFailed failure);
}
