package org.meshwork.documents.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Temporary files of this node that a server which was killed could not delete. Others may use the
 * same directory: only files with our names go, and only those that nobody has written to for
 * longer than any upload lasts.
 */
public final class LeftBehind {
  private static final String OURS = "meshwork-{content,document}*.part";

  private LeftBehind() {}

  /**
   * @return how many went
   */
  public static int remove(Path directory, Instant writtenBefore) {
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, OURS)) {
      for (Path file : files) {
        if (isOld(file, writtenBefore) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return removed;
  }

  private static boolean isOld(Path file, Instant writtenBefore) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(writtenBefore);
  }
}
