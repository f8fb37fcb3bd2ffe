package org.meshwork.documents.content;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A stream that was read to its end: its hash is known before anything is written, so that bytes
 * which are kept already cost no write, and the database's transaction does not wait for a slow
 * sender. One piece stays in memory; more go through a temporary file.
 */
final class SpooledContent implements Closeable {
  private final StoredContent description;
  private final byte[] only;
  private final Path file;

  private SpooledContent(StoredContent description, byte[] only, Path file) {
    this.description = description;
    this.only = only;
    this.file = file;
  }

  static SpooledContent read(InputStream bytes, long maxBytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] first = bytes.readNBytes(ContentRows.PIECE_BYTES);
    digest.update(first);
    refuseBeyond(maxBytes, first.length);
    if (first.length < ContentRows.PIECE_BYTES) {
      return new SpooledContent(described(digest, first.length), first, null);
    }
    Path file = Files.createTempFile("meshwork-content", ".part");
    try {
      long length = spool(first, bytes, file, digest, maxBytes);
      return new SpooledContent(described(digest, length), null, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static long spool(
      byte[] first, InputStream rest, Path file, MessageDigest digest, long maxBytes)
      throws IOException {
    long length = first.length;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(first);
      byte[] buffer = new byte[64 * 1024];
      for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
        length += read;
        refuseBeyond(maxBytes, length);
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    return length;
  }

  private static void refuseBeyond(long maxBytes, long length) {
    if (length > maxBytes) {
      throw new ContentTooLarge(maxBytes);
    }
  }

  private static StoredContent described(MessageDigest digest, long length) {
    return new StoredContent(ContentId.of(digest.digest()), length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  StoredContent description() {
    return description;
  }

  Pieces open() {
    return file == null ? () -> new ByteArrayInputStream(only) : () -> Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /** The bytes once more. */
  interface Pieces {
    InputStream open() throws IOException;
  }
}
