package org.meshwork.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/**
 * A server of a test's own: the configured WildFly with another base directory, other ports and
 * another database. Unlike the server that Arquillian manages, it can be killed.
 */
public final class NodeServer implements AutoCloseable {
  private static final Path WILDFLY = Path.of(System.getProperty("meshwork.test.wildfly"));
  private static final Path EAR = Path.of("target", "meshwork.ear");
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Path base;
  private final int httpPort = FreePort.next();
  private final int managementPort = FreePort.next();
  private final Map<String, String> settings;
  private final NodeDatabase database;
  private Process process;

  private NodeServer(Path base, NodeDatabase database, Map<String, String> settings) {
    this.base = base;
    this.database = database;
    this.settings = settings;
  }

  /**
   * Makes a server that has not been started yet.
   *
   * @param name of its folder below {@code target}, and of its database
   * @param settings of the node, as system properties
   */
  public static NodeServer make(String name, Map<String, String> settings) {
    Path base = Path.of("target", "servers", name).toAbsolutePath();
    NodeDatabase database = NodeDatabase.create(name.replace('-', '_'));
    try {
      deleteRecursively(base);
      copyConfiguration(base, database);
      Files.createDirectories(base.resolve("deployments"));
      Files.createDirectories(base.resolve("tmp"));
      Files.copy(
          EAR, base.resolve("deployments/meshwork.ear"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NodeServer(base, database, settings);
  }

  /**
   * Starts the server and returns when the node is ready; one that does not become ready is ended.
   */
  public NodeServer start() {
    launch();
    try {
      await("the node in " + base).atMost(START).pollInterval(POLL).until(this::isReady);
    } catch (RuntimeException | Error e) {
      kill();
      throw e;
    }
    return this;
  }

  /** Starts the server and returns when it has refused to deploy the node. */
  NodeServer startRefused() {
    launch();
    Path refused = base.resolve("deployments/meshwork.ear.failed");
    await("the refusal in " + base)
        .atMost(START)
        .pollInterval(POLL)
        .until(() -> Files.exists(refused));
    return this;
  }

  private void launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-Djboss.home.dir=" + WILDFLY, "-Djboss.server.base.dir=" + base));
    // What is kept only while there is room for it counts as garbage, for tests of what is left.
    command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
    command.add("-Djava.io.tmpdir=" + base.resolve("tmp"));
    command.addAll(
        List.of("-Djboss.http.port=" + httpPort, "-Djboss.management.http.port=" + managementPort));
    command.add("-Dmeshwork.mesh.listen-addresses=/ip4/127.0.0.1/tcp/0");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", WILDFLY.resolve("jboss-modules.jar").toString()));
    command.addAll(
        List.of("-mp", WILDFLY.resolve("modules").toString(), "org.jboss.as.standalone"));
    command.addAll(List.of("-c", "standalone-full.xml"));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("server.out").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}: no shutdown hook runs, nothing is flushed. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** An orderly stop. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  public String managementUrl() {
    return "http://127.0.0.1:" + managementPort;
  }

  /** Has the server's management do something with one of its queues. */
  ModelNode queue(String name, String operation) {
    ModelNode request = new ModelNode();
    request
        .get("address")
        .add("subsystem", "messaging-activemq")
        .add("server", "default")
        .add("jms-queue", name);
    request.get("operation").set(operation);
    try (ModelControllerClient client =
        ModelControllerClient.Factory.create("127.0.0.1", managementPort)) {
      ModelNode answer = client.execute(request);
      if (!answer.get("outcome").asString().equals("success")) {
        throw new IllegalStateException(answer.toString());
      }
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NodeDatabase database() {
    return database;
  }

  public Path folder() {
    return base;
  }

  public long pid() {
    return process.pid();
  }

  /** What the server has written, for assertions on what an administrator reads. */
  public String log() {
    try {
      return Files.readString(base.resolve("server.out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
    database.drop();
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server has ended; see " + base.resolve("server.out"));
    }
    if (Files.exists(base.resolve("deployments/meshwork.ear.failed"))) {
      throw new IllegalStateException(
          "the deployment has failed; see " + base.resolve("server.out"));
    }
    return Files.exists(base.resolve("deployments/meshwork.ear.deployed")) && health() == 200;
  }

  private int health() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(managementUrl() + "/health/ready")).build();
    try {
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }

  private static void copyConfiguration(Path base, NodeDatabase database) throws IOException {
    Path from = WILDFLY.resolve("standalone/configuration");
    Path to = base.resolve("configuration");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
          continue;
        }
        Files.copy(
            file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Path server = to.resolve("standalone-full.xml");
    String configured = Files.readString(server);
    Files.writeString(server, configured.replace(NodeDatabase.SHARED_URL, database.url()));
  }
}
