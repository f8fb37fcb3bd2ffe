package org.meshwork.libp2p.interop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.StreamReader;

/** All that comes on a stream, up to its end. */
final class Received implements StreamReader {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> all = new CompletableFuture<>();

  CompletableFuture<byte[]> all() {
    return all;
  }

  @Override
  public void bytes(ByteBuf next) {
    bytes.writeBytes(ByteBufUtil.getBytes(next));
    next.release();
  }

  @Override
  public void endOfInput() {
    all.complete(bytes.toByteArray());
  }

  @Override
  public void failed(ConnectionFailed failure) {
    all.completeExceptionally(failure);
  }
}
