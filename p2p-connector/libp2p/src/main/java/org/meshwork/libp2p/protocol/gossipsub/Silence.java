package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** Streams to peers are written only: one that says something back is reset. */
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
    // Whoever writes hears of it.
  }
}
