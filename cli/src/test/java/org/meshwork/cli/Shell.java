package org.meshwork.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.FakeNode;
import org.meshwork.cli.client.Json;
import picocli.CommandLine;

/** Runs commands in this process, against streams and an environment of its own. */
final class Shell {
  record Run(int exitCode, String out, String err) {
    JsonNode json() {
      try {
        return Json.parse(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not one JSON document: " + out + "\n" + err, e);
      }
    }
  }

  private final Map<String, String> variables = new HashMap<>();
  private Optional<String> typed = Optional.empty();
  private boolean colours;

  /** Nobody logged in; whatever is stored goes to {@code home}. */
  static Shell at(Path home) {
    return new Shell().with("MESHCTL_HOME", home.resolve("meshctl").toString());
  }

  /** Logged in at the node by the environment. */
  static Shell of(FakeNode node, Path home) {
    return at(home)
        .with("MESHWORK_SERVER", node.address().toString())
        .with("MESHWORK_USER", FakeNode.USER)
        .with("MESHWORK_PASSWORD_FILE", passwordFile(home).toString());
  }

  static Path passwordFile(Path home) {
    try {
      return PrivateFile.write(home, "secret", (FakeNode.PASSWORD + "\n").getBytes("UTF-8"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** What a person types when asked. */
  Shell typing(String answer) {
    typed = Optional.of(answer);
    return this;
  }

  Shell withColours() {
    colours = true;
    return this;
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = commandLine(out, err).execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  CommandLine commandLine() {
    return commandLine(new StringWriter(), new StringWriter());
  }

  private CommandLine commandLine(StringWriter out, StringWriter err) {
    return Meshctl.commandLine(
        new Surroundings(
            variables,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            question -> typed,
            question -> typed,
            colours,
            false,
            FakeNode.QUICK));
  }

  static Path file(Path directory, String name, String content) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
