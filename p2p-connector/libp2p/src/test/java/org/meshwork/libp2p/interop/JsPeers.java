package org.meshwork.libp2p.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Node.js and the packages of {@code interop/js}, as its lock file names them. */
public final class JsPeers {
  static final Path FOLDER = folder();
  private static final int MIN_NODE_VERSION = 20;
  private static final long INSTALL_MINUTES = 8;

  /** What the processes complain about. */
  private static final File LOG = Path.of("target/js-peers.log").toAbsolutePath().toFile();

  private JsPeers() {}

  private static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("interop/js"))) {
      folder = folder.getParent();
    }
    return folder.resolve("interop/js");
  }

  /** Whether there is a Node.js that can run them; if not, it says so loudly. */
  public static boolean canRun() {
    boolean can = nodeVersion() >= MIN_NODE_VERSION;
    if (!can) {
      System.err.printf(
          "%n*** NOT TESTED: interoperability with js-libp2p. Install Node.js %d or later. ***%n%n",
          MIN_NODE_VERSION);
    }
    return can;
  }

  private static int nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes());
      return Integer.parseInt(version.replaceFirst("v(\\d+)\\.[\\s\\S]*", "$1"));
    } catch (IOException | NumberFormatException noNode) {
      return 0;
    }
  }

  /** Installs the packages, unless those of the lock file are there. One process at a time. */
  public static void install() {
    try (FileChannel channel =
            FileChannel.open(
                FOLDER.resolve("package-lock.json"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path installed = FOLDER.resolve("node_modules/.package-lock.json");
      Path wanted = FOLDER.resolve("package-lock.json");
      boolean isCurrent =
          Files.exists(installed)
              && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted))
                  >= 0;
      if (!isCurrent) {
        // Not "ci": it insists on packages for other platforms, which not every registry has.
        npm("install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process in {@code interop/js} that shares none of this process's streams: Surefire commands
   * it by its standard input, and Node.js reads from one that it inherits, or makes it
   * non-blocking.
   */
  static ProcessBuilder withoutOurStreams(ProcessBuilder process) {
    return process
        .directory(FOLDER.toFile())
        .redirectInput(Redirect.PIPE)
        .redirectError(Redirect.appendTo(LOG));
  }

  private static void npm(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    Process npm =
        withoutOurStreams(new ProcessBuilder(command).redirectOutput(Redirect.appendTo(LOG)))
            .start();
    try {
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new IllegalStateException(
            "npm could not install the packages of interop/js: see " + LOG);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      npm.destroyForcibly();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
