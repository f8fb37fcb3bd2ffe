package org.meshwork.connector;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes to a peer, and bytes from it. Reading and writing block their thread, and nobody else's: a
 * peer that does not take what is sent, or sends faster than it is read, waits for the other. One
 * thread may read while another writes. A stream that fails throws an {@link java.io.IOException}
 * whose cause is a {@link MeshFailed}.
 */
public interface MeshStream extends AutoCloseable {
  PeerName peer();

  String protocol();

  /** Ends with what the peer sent last. */
  InputStream input();

  /** Closing it tells the peer that no more comes. */
  OutputStream output();

  /** Ends both ways; unless both sides have said that no more comes, the peer hears of a reset. */
  @Override
  void close();
}
