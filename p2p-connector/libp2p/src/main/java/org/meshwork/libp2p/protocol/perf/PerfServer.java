package org.meshwork.libp2p.protocol.perf;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;

/** Takes what a peer uploads, up to its end, and then sends what it asked for first. */
final class PerfServer implements StreamReader {
  private final ProtocolStream inbound;
  private final Stream stream;
  private final PerfSettings settings;
  private long wanted;
  private long received;

  PerfServer(ProtocolStream inbound, PerfSettings settings) {
    this.inbound = inbound;
    this.stream = inbound.stream();
    this.settings = settings;
  }

  void start() {
    Future<?> timer =
        inbound
            .connection()
            .eventLoop()
            .schedule(stream::reset, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    stream.closed().whenComplete((nothing, failure) -> timer.cancel(false));
    stream.read(this);
  }

  @Override
  public void bytes(ByteBuf bytes) {
    try {
      while (received < Long.BYTES && bytes.isReadable()) {
        wanted = wanted << Byte.SIZE | bytes.readUnsignedByte();
        received++;
      }
      received += bytes.readableBytes();
    } finally {
      bytes.release();
    }
    if (received - Long.BYTES > settings.maxServedBytes()) {
      throw tooMuch();
    }
  }

  @Override
  public void endOfInput() {
    if (received < Long.BYTES) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "a measurement that does not say how many bytes it wants");
    }
    // A number above 2^63 reads as one below 0.
    if (wanted < 0 || wanted > settings.maxServedBytes()) {
      throw tooMuch();
    }
    Zeros.sendAll(stream, wanted);
  }

  private ConnectionFailed tooMuch() {
    return new ConnectionFailed(
        Reason.TOO_MUCH, "a measurement of more than " + settings.maxServedBytes() + " bytes");
  }

  @Override
  public void failed(ConnectionFailed failure) {
    // There is nobody to serve any more.
  }
}
