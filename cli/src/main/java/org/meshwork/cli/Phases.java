package org.meshwork.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meshwork.cli.client.Failure;

/** What took how many seconds, in order: read from the launcher's file, then added to. */
final class Phases {
  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\d+(?:\\.\\d+)?)");

  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** From lines of a name, white space and seconds. */
  static Phases read(Path file) {
    Phases phases = new Phases();
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher matcher = LINE.matcher(line.strip());
        if (matcher.matches()) {
          phases.seconds.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        } else if (!line.isBlank()) {
          throw Failure.usage(
              file + " has a line that is not a name and seconds.", "Correct the line: " + line);
        }
      }
    } catch (IOException e) {
      throw Failure.usage(file + " cannot be read.", "Check the path given with --phases.");
    }
    return phases;
  }

  <T> T measure(String name, Supplier<T> work) {
    long started = System.nanoTime();
    T result = work.get();
    double taken = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    seconds.put(name, taken);
    return result;
  }

  Map<String, Double> seconds() {
    return seconds;
  }

  double total() {
    double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.round(sum * 1000) / 1000.0;
  }
}
