package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a user types commands: a folder, and the settings of the environment. Those of this build
 * are not in it.
 */
record Shell(Path folder, Map<String, String> settings) {
  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final JsonMapper ONE_DOCUMENT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** What a command has answered. */
  record Answer(String command, int code, String out, String err) {
    Answer succeeded() {
      assertThat(code).as("%s%n%s%s", command, out, err).isZero();
      return this;
    }

    JsonNode json() throws JsonProcessingException {
      return ONE_DOCUMENT.readTree(out);
    }

    String printed() {
      return out + err;
    }
  }

  Shell with(String setting, Object value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(setting, value.toString());
    return new Shell(folder, more);
  }

  Answer run(String command) {
    try {
      Path out = Files.createTempFile(Path.of("target"), "shell", ".out");
      Path err = Files.createTempFile(Path.of("target"), "shell", ".err");
      Process process = start(command, out, err);
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).as(command).isTrue();
      Answer answer =
          new Answer(command, process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(command, e);
    }
  }

  /** Starts a command that somebody else will end. */
  Process start(String command, Path out, Path err) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command);
    shell.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    shell
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MESHWORK_") || name.startsWith("MAVEN_"));
    shell.environment().putAll(settings);
    return shell.start();
  }
}
