package org.meshwork.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that results were measured on. */
final class Machine {
  private static final long KIB_PER_GIB = 1L << 20;

  private Machine() {}

  static String describe() throws IOException {
    return "%d cores of %s, %d GiB, Linux %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name"),
            Math.round(
                Double.parseDouble(value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                    / KIB_PER_GIB),
            System.getProperty("os.version").replaceFirst("-.*", ""),
            System.getProperty("java.version"));
  }

  /** The value of a line {@code key : value} of a file of /proc. */
  static String value(String file, String key) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
