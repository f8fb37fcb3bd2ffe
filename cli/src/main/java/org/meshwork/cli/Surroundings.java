package org.meshwork.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.Patience;

/**
 * What a command finds around it.
 *
 * @param passwords asks for one, without echo
 * @param questions asks for anything else
 * @param colours whether standard output is a terminal
 * @param bars whether standard error is a terminal
 */
record Surroundings(
    Map<String, String> variables,
    PrintWriter out,
    PrintWriter err,
    Prompt passwords,
    Prompt questions,
    boolean colours,
    boolean bars,
    Patience patience) {

  /** Asks a person; empty when there is none. */
  interface Prompt {
    Optional<String> ask(String question);
  }

  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Surroundings::askHidden,
        Surroundings::askOpenly,
        isTerminal(1),
        isTerminal(2),
        Patience.USUAL);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  int columns() {
    return variable("COLUMNS")
        .filter(value -> value.matches("\\d{2,4}"))
        .map(Integer::parseInt)
        .orElse(80);
  }

  private static Optional<String> askHidden(String question) {
    return Optional.ofNullable(System.console())
        .map(console -> console.readPassword("%s", question))
        .map(String::new);
  }

  private static Optional<String> askOpenly(String question) {
    return Optional.ofNullable(System.console()).map(console -> console.readLine("%s", question));
  }

  // Java 17 cannot ask about one stream alone; Linux can.
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
