package org.meshwork.documents.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.ingestion.FileUnreadable.Reason;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Problem;

/**
 * Lists what is in a directory, one item for each file. What will not be read is listed too, with
 * the reason: hidden files and folders (whose inside is not looked at), links that lead out or to a
 * folder, pipes and devices, folders that may not be opened or that vanish, names that can't be
 * told.
 */
final class DirectoryListing extends SimpleFileVisitor<Path> {
  private static final String UNTELLABLE =
      "The name of %s has characters that the server's locale does not encode. Rename it, or start"
          + " the server with a locale of UTF-8, such as LC_ALL=C.UTF-8.";

  private final Path directory;
  private final AllowedDirectories allowed;
  private final Consumer<NewItem> items;

  DirectoryListing(Path directory, AllowedDirectories allowed, Consumer<NewItem> items) {
    this.directory = directory;
    this.allowed = allowed;
    this.items = items;
  }

  /**
   * @param directory a real path
   * @param items gets each item as it is found
   */
  static void list(Path directory, AllowedDirectories allowed, Consumer<NewItem> items) {
    try {
      Files.walkFileTree(directory, new DirectoryListing(directory, allowed, items));
    } catch (IOException e) {
      throw new FileUnreadable(Reason.UNREADABLE, "%s can't be listed.".formatted(directory), e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(directory) && isHidden(folder)) {
      refuse(folder, Reason.HIDDEN, "%s is hidden; nothing in it is read.", null);
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isHidden(file)) {
      refuse(file, Reason.HIDDEN, "%s is hidden. Rename it to have it read.", null);
    } else if (attributes.isSymbolicLink()) {
      follow(file);
    } else if (attributes.isRegularFile()) {
      add(file, attributes.size());
    } else {
      refuse(file, Reason.NOT_REGULAR, "%s is not a regular file.", null);
    }
    return FileVisitResult.CONTINUE;
  }

  private void follow(Path link) {
    Optional<Path> real = allowed.follow(link);
    if (real.isEmpty()) {
      refuse(
          link,
          Reason.LEADS_OUT,
          "%s is a link that does not lead to a file in an allowed directory.",
          null);
    } else if (!Files.isRegularFile(real.get())) {
      refuse(link, Reason.NOT_REGULAR, "%s is a link to something else than a file.", null);
    } else {
      add(link, real.get().toFile().length());
    }
  }

  private void add(Path file, long length) {
    if (!canBeFoundAgain(file)) {
      refuse(file, Reason.BADLY_NAMED, UNTELLABLE, null);
      return;
    }
    String name = name(file);
    try {
      items.accept(
          new NewItem(
              new DocumentName(name).value(),
              file.toString(),
              Optional.empty(),
              length,
              Optional.empty()));
    } catch (InputRejected e) {
      refuse(file, Reason.BADLY_NAMED, "%s: " + e.detail().replace("%", "%%"), null);
    }
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
    return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (file.equals(directory)) {
      throw e;
    }
    refuse(file, Reason.UNREADABLE, "%s can't be read.", e);
    return FileVisitResult.CONTINUE;
  }

  private void refuse(Path file, Reason reason, String detail, Exception cause) {
    Problem problem = new FileUnreadable(reason, detail.formatted(storable(name(file))), cause);
    items.accept(
        new NewItem(
            storable(name(file)),
            storable(file.toString()),
            Optional.empty(),
            0,
            Optional.of(problem.toRecord())));
  }

  /** Its path goes through a text; see how the server's locale encodes names. */
  private static boolean canBeFoundAgain(Path file) {
    try {
      return Path.of(file.toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private String name(Path file) {
    return directory.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** For showing only: control characters and broken encodings become question marks. */
  private static String storable(String name) {
    String encodable = new String(name.getBytes(UTF_8), UTF_8);
    return encodable.replaceAll("\\p{Cntrl}", "?");
  }
}
