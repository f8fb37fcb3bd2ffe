package org.meshwork.libp2p.protocol.ping;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * Sends back what comes, as it comes: the same bytes, whether they are a payload's or many. Takes
 * nothing more while the peer doesn't take its answers. On the connection's event loop.
 */
final class Echo implements StreamReader {
  private final Stream stream;

  Echo(Stream stream) {
    this.stream = stream;
  }

  @Override
  public void bytes(ByteBuf bytes) {
    stream.pauseReading();
    stream.write(bytes).whenComplete((room, failure) -> stream.resumeReading());
  }

  @Override
  public void endOfInput() {
    stream.closeWrite();
  }

  @Override
  public void failed(ConnectionFailed failure) {
    // There is nobody to answer any more.
  }
}
