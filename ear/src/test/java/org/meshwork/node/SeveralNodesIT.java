package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How the launcher keeps several nodes apart and makes them known to each other; none is set up.
 */
class SeveralNodesIT {
  private static final Path FOLDER = Path.of("target", "several-nodes").toAbsolutePath();

  /** The launcher's functions, as {@code meshwork} has them. */
  private static final String FUNCTIONS =
      """
      set -euo pipefail
      program=meshwork json='' checkout=$PWD launcher=$PWD/server-config/launcher
      for part in machine settings phases setup node doctor nodes; do . "$launcher/$part.bash"; done
      load_settings "$home/settings"
      first_database=${MESHWORK_DB_URL:-}
      choose_addresses; choose_ports
      """;

  private Path home;
  private Shell shell;

  @BeforeEach
  void chooseHome(TestInfo test) throws IOException {
    home = FOLDER.resolve(test.getTestMethod().orElseThrow().getName());
    new Shell(Path.of("."), Map.of()).run("rm -rf '" + home + "'").succeeded();
    Files.createDirectories(home.resolve("run"));
    shell = new Shell(Shell.CHECKOUT, Map.of("MESHWORK_HOME", home.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "up --nodes 10,                  a machine runs 1 to 9 nodes",
    "up --nodes=two,                 a machine runs 1 to 9 nodes",
    "up --nodes,                     --nodes needs a value",
    "up --nodes 3 --topology ring,   choose full",
    "up --topology line,             add --nodes 2",
    "status --nodes 2,               go with up and demo",
    "down --node 2,                  goes with logs and meshctl",
    "logs --node 2,                  there is no node '2'",
    "meshctl --node ../1 status,     there is no node '../1'",
  })
  void refusesWhatItCannotDo(String command, String reason) {
    Shell.Answer answer = shell.run("./meshwork " + command);

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({"full, 1:2 3/2:1 3/3:1 2", "line, 1:/2:1/3:2", "relay, 1:/2:1/3:1"})
  void introducesEachNodeToThoseOfItsTopology(String topology, String known) throws IOException {
    String script =
        """
        nodes=3 topology=%s
        for number in 1 2 3; do echo $number:$(known_nodes $number | paste -sd' '); done
        """;

    assertThat(run(script.formatted(topology)).strip().replace("\n", "/")).isEqualTo(known);
  }

  @Test
  void findsTheOthersWhereTheyListen() throws IOException {
    for (String node : List.of(".", "nodes/2", "nodes/3")) {
      Files.createDirectories(home.resolve(node).resolve("run"));
      Files.writeString(home.resolve(node).resolve("run/peer"), "12D3" + node.charAt(0) + "\n");
    }
    Files.writeString(home.resolve("settings"), "MESHWORK_MESH_PORT=4901\n");
    Files.writeString(
        home.resolve("nodes/2/settings"), "MESHWORK_MESH_PORT=4902\nMESHWORK_MESH_BIND=0.0.0.0\n");

    assertThat(run("nodes=3; bootstrap_peers 3"))
        .isEqualTo("/ip4/127.0.0.1/tcp/4901/p2p/12D3.,/ip4/127.0.0.1/tcp/4902/p2p/12D3n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "full, 1, BOOTSTRAP_PEERS=/one /own",
    "line, 2, BOOTSTRAP_PEERS=/one /own DIALS=configured",
    "relay, 1, BOOTSTRAP_PEERS=/one /own RELAY=serve",
    "relay, 2, BOOTSTRAP_PEERS=/one /own",
  })
  void startsANodeWithWhatItsTopologyTakes(String topology, int node, String settings)
      throws IOException {
    Files.writeString(home.resolve("run/bootstrap"), "/one\n");
    String script =
        """
        nodes=3 topology=%s node=%d MESHWORK_MESH_BOOTSTRAP_PEERS=/own
        join_mesh
        env | sed -n 's/^MESHWORK_MESH_//p' | sort | tr ',\\n' '  '
        """;

    assertThat(run(script.formatted(topology, node)).strip()).isEqualTo(settings);
  }

  @Test
  void givesEachNodePortsOfItsOwn() throws IOException {
    Files.writeString(
        home.resolve("settings"), "MESHWORK_HTTP_PORT=%d\n".formatted(FreePort.next()));

    // Whatever the second would take first, a node that does not run has been given already.
    String ports =
        run(
            """
            mkdir -p "$home/nodes/9/run"
            echo "mesh=$(free_port 8081)" >"$home/nodes/9/run/ports"
            nodes=4; check_ports; prepare_nodes; cat "$home"{,/nodes/?}/run/ports
            """);

    assertThat(ports.lines().map(line -> line.split("=")[1])).hasSize(13).doesNotHaveDuplicates();
  }

  @Test
  void takesANodesOwnSettingsBeforeTheFirstOnes() throws IOException {
    Files.createDirectories(home.resolve("nodes/2"));
    Files.writeString(
        home.resolve("settings"),
        "MESHWORK_HEAP=400m\nMESHWORK_DB_POOL=10\nMESHWORK_MESH_KEY_FILE=/first.p12\n");
    Files.writeString(
        home.resolve("nodes/2/settings"), "MESHWORK_HEAP=300m\nMESHWORK_IO_THREADS=2\n");

    String environment =
        run(
            shell.with("MESHWORK_IO_THREADS", 3),
            "use_node 2; env | grep -E '_(HEAP|POOL|THREADS|KEY_FILE)=' | sort");

    assertThat(environment)
        .isEqualTo(
            """
            MESHWORK_DB_POOL=10
            MESHWORK_HEAP=300m
            MESHWORK_IO_THREADS=3
            MESHWORK_MESH_NETWORK_KEY_FILE=%s
            """
                .formatted(home.resolve("wildfly/standalone/configuration/meshwork-network.key")));
  }

  @Test
  void asksForADatabaseOfEachNode() throws IOException {
    Shell external = shell.with("MESHWORK_DB_URL", "jdbc:postgresql://db.example.org/one");

    Shell.Answer answer = external.run("./meshwork up --nodes 2");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("each node needs its own", home + "/nodes/2/settings");

    Files.createDirectories(home.resolve("nodes/2"));
    Files.writeString(
        home.resolve("nodes/2/settings"), "MESHWORK_DB_URL=jdbc:postgresql://db.example.org/two\n");
    assertThat(run(external, "nodes=2; prepare_nodes; provided_databases")).isEmpty();
    assertThat(run("nodes=3; provided_databases")).isEqualTo("meshwork_3\n");
  }

  @Test
  void showsEachNodeThatThereIs() throws IOException {
    Files.writeString(home.resolve("run/nodes"), "3 line\n");

    Shell.Answer answer = shell.run("./meshwork status --json");

    assertThat(answer.code()).isEqualTo(3);
    JsonNode document = answer.json();
    assertThat(document.path("topology").asText()).isEqualTo("line");
    assertThat(document.path("nodes").findValuesAsText("state"))
        .containsExactly("stopped", "stopped", "stopped");
  }

  @Test
  void tellsWhatTheNodeSaysOfItself() throws IOException {
    String said =
        """
        {"peer":"12D3KooW","mode":"private","addresses":["/ip4/127.0.0.1/tcp/4901"],"connections":3,"peers":2}""";

    JsonNode shown =
        new ObjectMapper()
            .readTree(run("mesh_document() { echo '%s'; }; node_json ready".formatted(said)));

    assertThat(shown.path("peer").asText()).isEqualTo("12D3KooW");
    assertThat(shown.path("addresses").get(0).asText()).isEqualTo("/ip4/127.0.0.1/tcp/4901");
    assertThat(shown.path("peers").asInt()).isEqualTo(2);
  }

  @Test
  void takesOnlyAnAnswerThatIsOne() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SeveralNodesIT::answer);
    server.start();
    try {
      int port = server.getAddress().getPort();
      String get = "http_body 127.0.0.1 %d / '%s' || echo none";

      assertThat(run(get.formatted(port, "Authorization: yes"))).isEqualTo("two\nlines");
      assertThat(run(get.formatted(port, "Authorization: no"))).isEqualTo("none\n");
      assertThat(run(get.formatted(FreePort.next(), ""))).isEqualTo("none\n");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean known = "yes".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = (known ? "two\nlines" : "secret").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void stopsTheNodesAboveANumber() throws IOException, InterruptedException {
    Process second = server("nodes/2");
    Process third = server("nodes/3");
    try {
      run("stop_nodes 3");

      assertThat(third.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(second.isAlive()).isTrue();
    } finally {
      second.destroyForcibly();
      third.destroyForcibly();
    }
  }

  /** A JVM that looks like a node's server, until the pipe to it is closed. */
  private Process server(String node) throws IOException {
    Files.createDirectories(home.resolve(node));
    Path program = home.resolve("Wait.java");
    Files.writeString(
        program,
        "class Wait { public static void main(String[] none) throws Exception { System.out.println(); System.in.read(); } }");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djboss.home.dir=" + home.resolve(node).resolve("wildfly"),
                program.toString())
            .start();
    assertThat(server.getInputStream().read()).as("it runs").isPositive();
    return server;
  }

  private String run(String script) throws IOException {
    return run(shell, script);
  }

  private String run(Shell where, String script) throws IOException {
    Path file = Files.writeString(home.resolve("script"), FUNCTIONS + script + "\n");
    return where.run("bash '" + file + "'").succeeded().out();
  }
}
