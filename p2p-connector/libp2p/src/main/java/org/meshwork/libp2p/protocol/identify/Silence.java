package org.meshwork.libp2p.protocol.identify;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** Expects the peer to say nothing, and resets the stream if it does. */
final class Silence implements StreamReader {
  private final Stream stream;

  Silence(Stream stream) {
    this.stream = stream;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    bytes.release();
    stream.reset();
  }

  @Override
  public void endOfInput() {
    // As it should be.
  }

  @Override
  public void failed(ConnectionFailed failure) {
    // Nothing waits for it.
  }
}
