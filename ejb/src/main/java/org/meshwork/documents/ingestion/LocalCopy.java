package org.meshwork.documents.ingestion;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/** A document's bytes in a temporary file: what is hashed, kept and parsed is the same bytes. */
final class LocalCopy implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final ContentId content;
  private final long length;

  private LocalCopy(Path file, ContentId content, long length) {
    this.file = file;
    this.content = content;
    this.length = length;
  }

  /**
   * Raises {@link FileUnreadable} when the bytes can't be read, and {@link StorageFailed} when the
   * copy can't be kept; closes the stream.
   */
  static LocalCopy of(InputStream bytes, long maxBytes) {
    try (Source source = new Source(bytes)) {
      Path file = Files.createTempFile("meshwork-document", ".part");
      try {
        return copied(source, file, maxBytes);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  private static LocalCopy copied(Source source, Path file, long maxBytes) throws IOException {
    MessageDigest digest = IngestionInput.sha256();
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        length += read;
        refuseBeyond(maxBytes, length);
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    return new LocalCopy(file, ContentId.of(digest.digest()), length);
  }

  /** Tells a document that can't be read from a disk that can't be written. */
  private record Source(InputStream bytes) implements Closeable {
    int read(byte[] into) {
      try {
        return bytes.read(into);
      } catch (IOException e) {
        throw new FileUnreadable(
            FileUnreadable.Reason.UNREADABLE,
            "The file could not be read to its end: %s.".formatted(e.getMessage()),
            e);
      }
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  private static void refuseBeyond(long maxBytes, long length) {
    if (length > maxBytes) {
      throw new DocumentUnreadable(
          Reason.TOO_LARGE,
          "The document is larger than %d bytes. Split it, or ask the administrator to raise %s."
              .formatted(maxBytes, IngestionSettings.MAX_DOCUMENT_SIZE));
    }
  }

  Path file() {
    return file;
  }

  ContentId content() {
    return content;
  }

  long length() {
    return length;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }
}
