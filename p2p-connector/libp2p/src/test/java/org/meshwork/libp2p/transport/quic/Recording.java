package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.StreamReader;

/** Counts and sums up what it reads, and says when the end was reached. */
final class Recording implements StreamReader {
  final AtomicLong bytes = new AtomicLong();
  final CompletableFuture<Long> end = new CompletableFuture<>();
  private final CRC32 sum = new CRC32();

  @Override
  public void bytes(ByteBuf part) {
    sum.update(part.nioBuffer());
    bytes.addAndGet(part.readableBytes());
    part.release();
  }

  @Override
  public void endOfInput() {
    end.complete(sum.getValue());
  }

  @Override
  public void failed(ConnectionFailed failure) {
    end.completeExceptionally(failure);
  }
}
