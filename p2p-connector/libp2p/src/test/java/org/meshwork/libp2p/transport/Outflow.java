package org.meshwork.libp2p.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.meshwork.libp2p.connection.Stream;

/** Writes to streams, waiting for room as the port asks. */
public final class Outflow {
  private static final int CHUNK_BYTES = 60_000;

  private final Stream stream;
  private final Random random;
  private final CRC32 checksum = new CRC32();
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private long left;

  private Outflow(Stream stream, long bytes, long seed) {
    this.stream = stream;
    this.left = bytes;
    this.random = new Random(seed);
  }

  /**
   * Writes that many bytes, and closes the stream for writing.
   *
   * @return the checksum
   */
  public static CompletableFuture<Long> of(Stream stream, long bytes, long seed) {
    Outflow outflow = new Outflow(stream, bytes, seed);
    outflow.next();
    return outflow.done;
  }

  private void next() {
    if (left == 0) {
      stream.closeWrite().thenRun(() -> done.complete(checksum.getValue()));
      return;
    }
    byte[] chunk = new byte[(int) Math.min(left, CHUNK_BYTES)];
    random.nextBytes(chunk);
    checksum.update(chunk);
    left -= chunk.length;
    stream
        .write(PooledByteBufAllocator.DEFAULT.buffer(chunk.length).writeBytes(chunk))
        .whenComplete(
            (room, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
              } else {
                next();
              }
            });
  }

  public static void text(Stream stream, String text) {
    stream.write(buffer(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static ByteBuf buffer(byte[] bytes) {
    return PooledByteBufAllocator.DEFAULT.buffer(Math.max(bytes.length, 1)).writeBytes(bytes);
  }
}
