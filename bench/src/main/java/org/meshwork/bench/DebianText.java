package org.meshwork.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Real English prose: Debian's documentation packages, fetched by apt without installing them, and
 * unpacked into the cache.
 */
final class DebianText {
  private static final List<String> PACKAGES =
      List.of(
          "debian-handbook",
          "debian-reference-en",
          "developers-reference",
          "maint-guide",
          "debian-policy",
          "linux-doc",
          "python3-doc",
          "postgresql-doc",
          "git-doc",
          "apache2-doc",
          "sqlite3-doc",
          "cmake-doc",
          "octave-doc",
          "bash-doc");
  private static final Pattern PAGE = Pattern.compile(".*\\.(x?html?(\\.en)?|html?\\.gz)");
  private static final Pattern OTHER_LANGUAGE =
      Pattern.compile(".*/(?!en[-_/])[a-z]{2}[-_][A-Z]{2}/.*|.*\\.(?!en\\.)[a-z]{2}\\.html?");
  private static final long MAX_PAGE_BYTES = 20_000_000;

  private final Path cache;

  DebianText(Path cache) {
    this.cache = cache;
  }

  /** All pages, in a fixed order. */
  List<Path> pages() throws IOException {
    Path unpacked = cache.resolve("debian");
    if (!Files.exists(unpacked)) {
      Path draft = Files.createDirectories(cache.resolve("debian.new"));
      Path packages = Files.createDirectories(cache.resolve("packages"));
      for (String name : PACKAGES) {
        unpack(packages, name, draft);
      }
      Files.move(draft, unpacked);
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> PAGE.matcher(file.toString()).matches())
          .filter(file -> !OTHER_LANGUAGE.matcher(file.toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static void unpack(Path packages, String name, Path target) throws IOException {
    for (String real : withText(packages, name)) {
      System.out.println("fetching " + real);
      Programs.run(
          packages, List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", real));
      Path archive = archive(packages, real);
      Programs.run(packages, List.of("dpkg-deb", "-x", archive.toString(), target.toString()));
      Files.delete(archive);
    }
  }

  /** A package that only stands for the current version of another brings no text itself. */
  private static List<String> withText(Path folder, String name) {
    List<String> names = new ArrayList<>(List.of(name));
    Programs.run(folder, List.of("apt-cache", "depends", "--no-recommends", "--no-suggests", name))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("Depends: ") && line.contains("-doc"))
        .map(line -> line.substring("Depends: ".length()))
        .filter(dependency -> !dependency.startsWith("<"))
        .forEach(names::add);
    return names;
  }

  private static Path archive(Path packages, String name) throws IOException {
    try (Stream<Path> files = Files.list(packages)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "_"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt-get did not fetch " + name));
    }
  }

  static String read(Path page) throws IOException {
    try (InputStream raw = Files.newInputStream(page);
        InputStream in = page.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readNBytes((int) MAX_PAGE_BYTES), StandardCharsets.UTF_8);
    }
  }
}
