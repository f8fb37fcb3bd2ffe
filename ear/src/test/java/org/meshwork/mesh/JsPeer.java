package org.meshwork.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A peer of js-libp2p, {@code interop/js/peer.mjs}, in a process of its own. */
final class JsPeer implements AutoCloseable {
  private static final Path FOLDER = Path.of("..", "interop", "js");
  private static final Path LOG = Path.of("target", "js-peers.log");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MIN_NODE_VERSION = 20;
  private static final long INSTALL_MINUTES = 8;
  private static final long END_SECONDS = 20;

  private final Process process;
  private final Writer tasks;
  private final BufferedReader answers;
  private final String id;

  JsPeer(Map<String, ?> options) {
    try {
      process = start("node", "peer.mjs", JSON.writeValueAsString(options));
      tasks = process.outputWriter(UTF_8);
      answers = process.inputReader(UTF_8);
      id = await("event", "listening").get("peer").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a Node.js that can run one; if not, it says so loudly. */
  static boolean canRun() {
    boolean can = nodeVersion() >= MIN_NODE_VERSION;
    if (!can) {
      System.err.printf(
          "%n*** NOT TESTED: skills and js-libp2p. Install Node.js %d or later. ***%n%n",
          MIN_NODE_VERSION);
    }
    return can;
  }

  private static int nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(version.replaceFirst("v(\\d+)\\.[\\s\\S]*", "$1"));
    } catch (IOException | NumberFormatException noNode) {
      return 0;
    }
  }

  /** Installs the packages of the lock file where they are missing. */
  static void install() throws IOException, InterruptedException {
    if (Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      return;
    }
    // Not "ci": it insists on packages for other platforms, which not every registry has.
    Process npm =
        start("npm", "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error");
    npm.getInputStream().transferTo(Files.newOutputStream(LOG));
    if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm could not install the packages of interop/js: see " + LOG);
    }
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(List.of(command))
        .directory(FOLDER.toFile())
        .redirectError(Redirect.appendTo(LOG.toFile()))
        .start();
  }

  String id() {
    return id;
  }

  /** Has it do something, and returns what it says about it. */
  JsonNode ask(String task, Map<String, ?> parameters) {
    ObjectNode line = JSON.valueToTree(parameters);
    try {
      tasks.write(line.put("do", task) + "\n");
      tasks.flush();
      JsonNode answer = await("answer", task);
      if (answer.has("error")) {
        throw new IllegalStateException(task + ": " + answer.get("error").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode await(String field, String value) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      JsonNode said = JSON.readTree(line);
      if (said.path(field).asText().equals(value)) {
        return said;
      }
    }
    throw new IllegalStateException("The js peer has ended; see " + LOG);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tasks.close();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
