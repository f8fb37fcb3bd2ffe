package org.meshwork.libp2p.transport;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.StreamReader;

/** Reads a stream to its end, and tells what came: all of it if that is little, or its checksum. */
public final class Intake implements StreamReader {
  private static final int KEPT_BYTES = 4_096;

  /** What came on a stream that ended well. */
  public record Content(long bytes, long checksum, String text) {}

  private final CRC32 checksum = new CRC32();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<Content> content = new CompletableFuture<>();
  private long bytes;

  /** Exceptionally {@link ConnectionFailed} if the stream failed. */
  public CompletableFuture<Content> content() {
    return content;
  }

  /** How many bytes came up to now; exact on the event loop only. */
  public long bytesSoFar() {
    return bytes;
  }

  @Override
  public void bytes(ByteBuf next) {
    try {
      bytes += next.readableBytes();
      checksum.update(next.nioBuffer());
      if (kept.size() < KEPT_BYTES) {
        next.readBytes(kept, Math.min(next.readableBytes(), KEPT_BYTES - kept.size()));
      }
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      next.release();
    }
  }

  @Override
  public void endOfInput() {
    content.complete(
        new Content(bytes, checksum.getValue(), kept.toString(StandardCharsets.UTF_8)));
  }

  @Override
  public void failed(ConnectionFailed failure) {
    content.completeExceptionally(failure);
  }
}
