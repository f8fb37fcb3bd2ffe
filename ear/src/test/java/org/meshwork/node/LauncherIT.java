package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the launcher says where no node can be, and how it leaves things; no node is set up. */
class LauncherIT {
  private static final Path FOLDER = Path.of("target", "launcher").toAbsolutePath();

  private Path home;
  private Shell shell;

  @BeforeEach
  void chooseHome(TestInfo test) throws IOException {
    home = FOLDER.resolve(test.getTestMethod().orElseThrow().getName());
    new Shell(Path.of("."), Map.of()).run("rm -rf '" + home + "'").succeeded();
    Files.createDirectories(home);
    shell = new Shell(Shell.CHECKOUT, Map.of("MESHWORK_HOME", home.toString()));
  }

  @Test
  void doctorNamesAMissingJdk() throws IOException {
    assertThat(finding(shell.with("JAVA_HOME", "/nowhere"), "java"))
        .contains("JAVA_HOME=/nowhere")
        .contains("unset it");
  }

  @Test
  void doctorNamesATakenPortAndItsHolder() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String holder = "process " + ProcessHandle.current().pid();

      assertThat(finding(shell.with("MESHWORK_HTTP_PORT", port), "port " + port)).contains(holder);
      assertThat(finding(shell.with("MESHWORK_MESH_PORT", port), "port " + port)).contains(holder);
      assertThat(finding(shell.with("MESHWORK_DB_PORT", port), "port " + port)).contains(holder);
    }
  }

  @Test
  void doctorNamesADatabaseThatDoesNotAnswer() throws IOException {
    String url = "jdbc:postgresql://127.0.0.1:%d/meshwork".formatted(FreePort.next());

    assertThat(finding(withDatabase(url), "database")).contains("the database cannot be used");
  }

  @Test
  void doctorNamesWhatADatabaseLacks() throws IOException {
    NodeDatabase database = NodeDatabase.create("launcher");
    try {
      database.execute("update pg_extension set extversion = '0.6.2' where extname = 'vector'");
      assertThat(finding(withDatabase(database.url()), "database"))
          .contains("pgvector 0.6.2 is too old");

      database.execute("drop extension vector");
      assertThat(finding(withDatabase(database.url()), "database"))
          .contains("CREATE EXTENSION vector");
    } finally {
      database.drop();
    }
  }

  @Test
  void doctorNamesProgramsThatAreNoPostgresql() throws IOException {
    assertThat(finding(shell.with("MESHWORK_PG_BIN", "/bin"), "packages"))
        .contains("MESHWORK_PG_BIN=/bin is not a PostgreSQL");
  }

  @Test
  void tellsAsJsonWhyASetUpFailedAndLeavesSettingsClosed() throws IOException {
    Path settings = home.resolve("settings");
    Files.writeString(settings, "MESHWORK_PG_BIN=/bin\nMESHWORK_EMBEDDING_REMOTE_KEY=secret\n");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));

    Shell.Answer answer = shell.run("./meshwork up --json");

    assertThat(answer.code()).isEqualTo(1);
    JsonNode document = answer.json();
    assertThat(document.path("phases").has("checks")).isTrue();
    assertThat(document.path("failed").asText()).isEqualTo("database");
    assertThat(document.path("reason").asText()).contains("MESHWORK_PG_BIN=/bin");
    assertThat(Files.getPosixFilePermissions(settings))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void leavesTheLockWhenItIsKilledOnATerminal() throws IOException {
    Files.writeString(
        home.resolve("phase"),
        """
        cd server-config/launcher
        json='' run=$MESHWORK_HOME logs=$MESHWORK_HOME
        . ./machine.bash; . ./phases.bash
        may_ask() { false; }
        killed() { sleep 0.5 9>&-; kill -KILL $$; }
        exec 9>"$MESHWORK_HOME/lock"
        flock 9
        phase killed killed
        """);

    // The terminal goes on: its end would end everything on it.
    String terminal =
        "bash \"$MESHWORK_HOME/phase\"; flock -w 10 \"$MESHWORK_HOME/lock\" echo the lock is free";
    Shell.Answer answer =
        shell.with("TERMINAL", terminal).run("script -qec \"$TERMINAL\" /dev/null </dev/null");

    assertThat(answer.printed()).contains("the lock is free");
  }

  @Test
  void buildsAgainWhenWhatItBuiltIsNotThereAnyMore() throws IOException {
    Files.writeString(
        home.resolve("builds"),
        """
        cd server-config/launcher
        checkout=$MESHWORK_HOME/checkout
        . ./machine.bash; . ./settings.bash; . ./setup.bash
        mkdir -p "$run" "$checkout/ear/target"
        mvn() { echo built; echo this commit >ear/target/meshwork.ear; }
        build; build
        echo another commit >"$checkout/ear/target/meshwork.ear"
        build; build
        """);

    assertThat(shell.run("bash \"$MESHWORK_HOME/builds\"").out()).isEqualTo("built\nbuilt\n");
  }

  @Test
  void endsTheServersThatTestsHaveLeftButNoOthers() throws IOException {
    Process left = suspended(home.resolve("target/wildfly"));
    Process other = suspended(home.resolve("targets/wildfly"));
    try {
      shell.run("ear/src/test/provision/node down \"$MESHWORK_HOME/target\"").succeeded();

      assertThat(left.isAlive()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      left.destroyForcibly();
      other.destroyForcibly();
    }
  }

  /** A JVM that looks like a server, and waits for a debugger that never comes. */
  private static Process suspended(Path wildfly) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djboss.home.dir=" + wildfly,
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0",
            "-version")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void findsTheDatabaseWhereItsClusterIs() throws IOException {
    String programs =
        new Shell(Shell.CHECKOUT, Map.of()).run("db/provision/postgres programs").out();
    Shell elsewhere =
        shell
            .with("MESHWORK_PG_BIN", programs.strip())
            .with("MESHWORK_DB_CLUSTER", Path.of("target", "postgres").toAbsolutePath());

    Shell.Answer answer = elsewhere.run("./meshwork status --json");

    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.json().path("database").asText()).isEqualTo("running");
  }

  private Shell withDatabase(String url) {
    return shell
        .with("MESHWORK_DB_URL", url)
        .with("MESHWORK_DB_USER", System.getProperty("meshwork.test.db.user"))
        .with("MESHWORK_DB_PASSWORD", System.getProperty("meshwork.test.db.password"));
  }

  /** What doctor says of a check that it must not pass. */
  private static String finding(Shell shell, String check) throws IOException {
    Shell.Answer answer = shell.run("./meshwork doctor --json");
    assertThat(answer.code()).as(answer.printed()).isEqualTo(1);
    JsonNode document = answer.json();
    for (JsonNode found : document.path("checks")) {
      if (found.path("check").asText().equals(check)) {
        assertThat(found.path("level").asText()).isEqualTo("blocks");
        return found.path("detail").asText();
      }
    }
    throw new AssertionError("no check '%s' in %s".formatted(check, answer.out()));
  }
}
