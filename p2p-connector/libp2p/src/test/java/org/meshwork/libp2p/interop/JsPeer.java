package org.meshwork.libp2p.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A peer of js-libp2p in a process of its own, which does what it is told. */
public final class JsPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Writer tasks;
  private final List<JsonNode> said = new ArrayList<>();
  private final JsonNode listening;

  /**
   * @param options as {@code interop/js/node.mjs} takes them
   */
  public JsPeer(Map<String, ?> options) {
    this(options, Map.of());
  }

  public JsPeer(Map<String, ?> options, Map<String, String> environment) {
    try {
      ProcessBuilder node =
          new ProcessBuilder("node", "peer.mjs", JSON.writeValueAsString(options));
      node.environment().putAll(environment);
      process = JsPeers.withoutOurStreams(node).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tasks = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::listen, "js peer " + process.pid());
    reader.setDaemon(true);
    reader.start();
    listening = await(line -> line.path("event").asText().equals("listening"));
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode read = JSON.readTree(line);
        synchronized (said) {
          said.add(read);
        }
      }
    } catch (IOException closed) {
      // The process has ended; whoever waits for a line will say so.
    }
  }

  public PeerId id() {
    return PeerId.parse(listening.get("peer").asText());
  }

  /** Where it listens, with its id. */
  public Multiaddr address() {
    return addresses().get(0);
  }

  List<Multiaddr> addresses() {
    List<Multiaddr> addresses = new ArrayList<>();
    listening.get("addresses").forEach(text -> addresses.add(Multiaddr.parse(text.asText())));
    return addresses;
  }

  public JsonNode awaitEvent(String event) {
    return await(line -> line.path("event").asText().equals(event));
  }

  /** An event that has to do with that peer. */
  public JsonNode awaitEvent(String event, PeerId peer) {
    return await(
        line ->
            line.path("event").asText().equals(event)
                && line.path("peer").asText().equals(peer.toString()));
  }

  /** Has it do something, and returns what it says about it. */
  public JsonNode ask(String task, Map<String, ?> parameters) {
    ObjectNode line = JSON.valueToTree(parameters);
    line.put("do", task);
    try {
      tasks.write(line + "\n");
      tasks.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode answer = await(said -> said.path("answer").asText().equals(task));
    if (answer.has("error")) {
      throw new IllegalStateException(task + ": " + answer.get("error").asText());
    }
    return answer;
  }

  public JsonNode ask(String task) {
    return ask(task, Map.of());
  }

  /** The next such line; it is not given again. */
  private JsonNode await(Predicate<JsonNode> wanted) {
    return Polling.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> take(wanted), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<JsonNode> take(Predicate<JsonNode> wanted) {
    synchronized (said) {
      Optional<JsonNode> found = said.stream().filter(wanted).findFirst();
      found.ifPresent(said::remove);
      if (found.isEmpty() && !process.isAlive()) {
        throw new IllegalStateException("The js peer has ended with " + process.exitValue() + ".");
      }
      return found;
    }
  }

  @Override
  public void close() throws Exception {
    tasks.close();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
