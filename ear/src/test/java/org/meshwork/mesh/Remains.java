package org.meshwork.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a server's process holds at one moment, as Linux and the JVM tell it.
 *
 * @param eventLoops threads of the adapter
 * @param descriptors open files and sockets
 * @param libraries native ones that are mapped
 * @param adapters live objects of the adapter's class, of whatever class loader
 * @param classLoaders of modules and deployments
 */
record Remains(
    long eventLoops, long descriptors, Set<String> libraries, long adapters, long classLoaders) {
  private static final String ADAPTER = "org.meshwork.connector.adapter.MeshResourceAdapter";
  private static final String LOADER = "org.jboss.modules.ModuleClassLoader";

  /** After a collection of all garbage. */
  static Remains of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    String objects = histogram(pid);
    return new Remains(
        names(process.resolve("task"))
            .filter(it -> comm(process, it).startsWith("mesh-io"))
            .count(),
        names(process.resolve("fd")).count(),
        libraries(process),
        instances(objects, ADAPTER),
        instances(objects, LOADER));
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String comm(Path process, String thread) {
    try {
      return Files.readString(process.resolve("task").resolve(thread).resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // it has ended since
    }
  }

  private static Set<String> libraries(Path process) {
    try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
      Set<String> libraries = new TreeSet<>();
      maps.filter(line -> line.contains(".so"))
          .map(line -> line.substring(line.indexOf('/')))
          .forEach(libraries::add);
      return libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all classes with that name: each class loader has one of its own. */
  private static long instances(String histogram, String name) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(name))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  private static String histogram(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
      return new String(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
