package org.meshwork.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.LocalFile;
import org.meshwork.cli.client.Trouble;

/**
 * Finds the files under the paths of a command line. In a directory, hidden files and links are
 * passed over, and a document's name is its path from there; a file that is named itself gets its
 * last name.
 */
final class FileWalk {
  private final List<LocalFile> files = new ArrayList<>();
  private final List<DocumentFailure> unreadable = new ArrayList<>();

  private FileWalk() {}

  static Harvest of(List<Path> paths) {
    FileWalk walk = new FileWalk();
    paths.forEach(walk::take);
    walk.files.sort(Comparator.comparing(LocalFile::name));
    walk.refuseSharedNames();
    if (walk.files.isEmpty() && walk.unreadable.isEmpty()) {
      throw Failure.usage(
          "There is no file to ingest.", "Name files, or directories that have some.");
    }
    return new Harvest(walk.files, walk.unreadable);
  }

  private void take(Path path) {
    try {
      if (Files.isDirectory(path)) {
        Files.walkFileTree(path, visitor(path));
        return;
      }
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      add(path, path.toAbsolutePath().normalize().getFileName().toString(), attributes);
    } catch (IOException e) {
      throw Failure.usage(path + " cannot be read or does not exist.", "Check the path.");
    }
  }

  private SimpleFileVisitor<Path> visitor(Path root) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
          throws IOException {
        boolean hidden = !directory.equals(root) && Files.isHidden(directory);
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        if (attributes.isRegularFile() && !Files.isHidden(file)) {
          add(file, nameUnder(root, file), attributes);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        lose(nameUnder(root, file));
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static String nameUnder(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private void add(Path file, String name, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && Files.isReadable(file)) {
      files.add(new LocalFile(file, name, attributes.size()));
    } else {
      lose(name);
    }
  }

  private void lose(String name) {
    Trouble reason =
        Trouble.of("Not sent", "the file cannot be read here", "Check its permissions.");
    unreadable.add(new DocumentFailure(name, reason));
  }

  // The second would silently replace the first.
  private void refuseSharedNames() {
    Map<String, Path> seen = new HashMap<>();
    for (LocalFile file : files) {
      Path other = seen.put(file.name(), file.path());
      if (other != null) {
        throw Failure.usage(
            "%s and %s would both be the document %s.".formatted(other, file.path(), file.name()),
            "Name the directory above both, or ingest them into different collections.");
      }
    }
  }
}
