package org.meshwork.documents.content;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Bytes by their SHA-256: the same bytes are kept once, whoever hands them in.
 *
 * <p>Bytes that a document, or an item of an unfinished task, refers to stay; others are removed
 * when nobody has put them for a while ({@link #removeUnreferenced}), so a put must be followed by
 * the row that refers to it within that time. Any thread may call. No document is ever in memory as
 * a whole, and no transaction waits for the sender of a stream.
 */
@ApplicationScoped
public class ContentStore {
  private static final int COPY_BUFFER_BYTES = 64 * 1024;

  private ContentRows rows;

  @Inject
  ContentStore(ContentRows rows) {
    this.rows = rows;
  }

  /** For the container's proxy. */
  protected ContentStore() {}

  /**
   * Keeps the bytes of a stream, all of them or none. The stream is read to its end and not closed.
   * The bytes are kept when this returns, whether or not the caller's transaction commits.
   *
   * @throws ContentTooLarge as soon as more than {@code maxBytes} have been read
   * @throws UncheckedIOException the stream could not be read
   */
  public StoredContent put(InputStream bytes, long maxBytes) {
    try (SpooledContent spooled = SpooledContent.read(bytes, maxBytes)) {
      StoredContent stored = spooled.description();
      rows.keep(stored, spooled.open());
      return stored;
    } catch (IOException e) {
      throw new UncheckedIOException("The document's bytes could not be read", e);
    }
  }

  /**
   * The bytes, fetched piece by piece while they are read.
   *
   * @throws ContentMissing nobody keeps them; also from a read, when they go in the middle
   */
  public InputStream open(ContentId id) {
    return new PieceStream(id, rows.length(id), rows);
  }

  /** Replaces the file's contents by the bytes. */
  public void copyTo(ContentId id, Path file) {
    try (InputStream from = open(id);
        OutputStream to = Files.newOutputStream(file)) {
      byte[] buffer = new byte[COPY_BUFFER_BYTES];
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The document could not be copied to " + file, e);
    }
  }

  /**
   * Removes bytes that nobody refers to and nobody has put within the grace time.
   *
   * @return how many contents went; at most a hundred a call, so that no transaction grows long
   */
  public int removeUnreferenced(Duration grace) {
    return rows.removeUnreferenced(grace);
  }
}
