package org.meshwork.mesh;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;

/** Sends back what comes, and takes no more than it can send. */
final class Echo implements StreamReader {
  private final Stream stream;

  private Echo(Stream stream) {
    this.stream = stream;
  }

  static void begin(ProtocolStream opened) {
    opened.stream().read(new Echo(opened.stream()));
  }

  @Override
  public void bytes(ByteBuf bytes) {
    stream.pauseReading();
    stream.write(bytes).thenRun(stream::resumeReading);
  }

  @Override
  public void endOfInput() {
    stream.closeWrite();
  }

  @Override
  public void failed(ConnectionFailed failure) {}
}
