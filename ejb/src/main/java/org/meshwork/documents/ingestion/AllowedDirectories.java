package org.meshwork.documents.ingestion;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directories that the administrator has allowed, and the only way to the files below them.
 * Where a path leads is judged by its real path; and a file is opened step by step from the allowed
 * directory, no step through a link, so that whoever exchanges a folder for a link between the
 * judgement and the opening gets an error instead of another file.
 */
@ApplicationScoped
class AllowedDirectories {
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);

  private final List<Path> allowed;

  @Inject
  AllowedDirectories(IngestionSettings settings) {
    allowed = settings.directories();
  }

  /** For the container's proxy. */
  AllowedDirectories() {
    allowed = List.of();
  }

  /** The real path of a directory that may be read; raises {@link DirectoryRefused}. */
  Path require(String directory) {
    try {
      Path path = Path.of(directory);
      if (path.isAbsolute()) {
        Path real = path.toRealPath();
        if (Files.isDirectory(real) && rootOf(real).isPresent()) {
          return real;
        }
      }
    } catch (IOException | InvalidPathException e) {
      // Told below: whether a path outside exists is none of the caller's business.
    }
    throw new DirectoryRefused(directory);
  }

  /** The real path of a file that may be read; empty when it leads out, or nowhere. */
  Optional<Path> follow(Path file) {
    try {
      return Optional.of(file.toRealPath()).filter(real -> rootOf(real).isPresent());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The allowed directory that a real path lies below, by its own real path. */
  private Optional<Path> rootOf(Path real) {
    return allowed.stream()
        .flatMap(root -> realPath(root).stream())
        .filter(real::startsWith)
        .findFirst();
  }

  private static Optional<Path> realPath(Path root) {
    try {
      return Optional.of(root.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Opens a regular file; raises {@link FileUnreadable}. */
  InputStream open(Path file) {
    Path real =
        follow(file)
            .orElseThrow(
                () ->
                    new FileUnreadable(
                        FileUnreadable.Reason.LEADS_OUT,
                        "%s does not lead to a file below the allowed directories."
                            .formatted(file)));
    return openReal(real);
  }

  /** Opens what has been judged; whoever has put a link in its way meanwhile gains nothing. */
  InputStream openReal(Path file) {
    Path root = rootOf(file).orElseThrow();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        return open(secure, root.relativize(file));
      }
      return Files.newInputStream(file, NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new FileUnreadable(
          FileUnreadable.Reason.UNREADABLE,
          "%s can't be read: %s.".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static InputStream open(SecureDirectoryStream<Path> directory, Path relative)
      throws IOException {
    if (relative.getNameCount() > 1) {
      try (SecureDirectoryStream<Path> next =
          directory.newDirectoryStream(relative.getName(0), NOFOLLOW_LINKS)) {
        return open(next, relative.subpath(1, relative.getNameCount()));
      }
    }
    // Opening a pipe would wait for somebody to write into it.
    if (!directory
        .getFileAttributeView(relative, BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .readAttributes()
        .isRegularFile()) {
      throw new FileUnreadable(
          FileUnreadable.Reason.NOT_REGULAR, "%s is not a regular file.".formatted(relative));
    }
    return Channels.newInputStream(directory.newByteChannel(relative, READ));
  }
}
