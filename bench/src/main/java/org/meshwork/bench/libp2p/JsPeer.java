package org.meshwork.bench.libp2p;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A peer of js-libp2p, {@code interop/js/peer.mjs}, in a process of its own. */
final class JsPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer tasks;
  private final BufferedReader answers;
  private final JsonNode listening;

  JsPeer(Path checkout, String transport, String security) throws IOException {
    Path folder = checkout.resolve("interop/js");
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      throw new IllegalStateException(
          "js-libp2p is not installed: npm install --no-save, in " + folder);
    }
    String options = JSON.writeValueAsString(Map.of("transport", transport, "security", security));
    process =
        new ProcessBuilder("node", "peer.mjs", options)
            .directory(folder.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    tasks = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
    listening = await("event", "listening");
  }

  /** Where it listens, with its id. */
  String address() {
    return listening.get("addresses").get(0).asText();
  }

  /** Has it do something, and returns what it says about it. */
  JsonNode ask(String task, Map<String, ?> parameters) throws IOException {
    ObjectNode line = JSON.valueToTree(parameters);
    tasks.write(line.put("do", task) + "\n");
    tasks.flush();
    JsonNode answer = await("answer", task);
    if (answer.has("error")) {
      throw new IllegalStateException(task + ": " + answer.get("error").asText());
    }
    return answer;
  }

  private JsonNode await(String field, String value) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      JsonNode said = JSON.readTree(line);
      if (said.path(field).asText().equals(value)) {
        return said;
      }
    }
    throw new IllegalStateException("The js peer has ended.");
  }

  @Override
  public void close() throws IOException {
    tasks.close();
    PeerProcess.awaitEnd(process);
  }
}
