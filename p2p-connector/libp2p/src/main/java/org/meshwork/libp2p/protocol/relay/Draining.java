package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** Drops what still comes on a stream, so that it ends in peace; resets it when that takes long. */
final class Draining implements StreamReader {
  private Draining() {}

  /** Says nothing more on the stream but what has been written. */
  static void end(Stream stream, EventExecutor eventLoop, Duration timeout) {
    Future<?> timer = eventLoop.schedule(stream::reset, timeout.toMillis(), TimeUnit.MILLISECONDS);
    stream.closed().whenComplete((nothing, failure) -> timer.cancel(false));
    stream.closeWrite();
    stream.read(new Draining());
    stream.resumeReading();
  }

  @Override
  public void bytes(ByteBuf bytes) {
    bytes.release();
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
