package org.meshwork.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.node.DeployedNode;

/** The command line as it is shipped, against a node as it is shipped. */
class MeshctlIT extends DeployedNode {
  private static final Path JAR = Path.of("..", "cli", "target", "meshctl.jar");
  private static final String COLLECTION = "by-meshctl";

  private record Run(int exitCode, String out, String err) {
    JsonPath json() {
      return JsonPath.from(out);
    }
  }

  @TempDir private Path home;

  @BeforeEach
  void createCollection() throws Exception {
    assertThat(meshctl("collections", "create", COLLECTION, "--json").json().getString("name"))
        .isEqualTo(COLLECTION);
  }

  @AfterEach
  void deleteCollection() throws Exception {
    assertThat(meshctl("collections", "delete", COLLECTION, "--yes").exitCode()).isZero();
  }

  @Test
  void steersATaskFromItsBeginningToItsEnd() throws Exception {
    String folder = LongWork.folder("meshctl").toString();
    Run ingest = meshctl("ingest", COLLECTION, "--directory", folder, "--detach", "--json");
    assertThat(ingest.exitCode()).as(ingest.err()).isZero();
    String task = ingest.json().getString("tasks[0].id");
    LongWork work = new LongWork(as("operator"), task);
    work.awaitUnderWay();

    Run running = meshctl("tasks", "list", "--state", "running", "--all", "--json");
    assertThat(running.json().getList("items.id")).contains(task);
    assertThat(meshctl("tasks", "show", task, "--json").json().getString("id")).isEqualTo(task);

    assertThat(meshctl("tasks", "stop", task).exitCode()).isZero();
    int done = work.awaitStopped();
    Run stopped = meshctl("tasks", "watch", task, "--json");
    assertThat(stopped.exitCode()).isEqualTo(7);
    assertThat(stopped.json().getBoolean("tasks[0].stopped")).isTrue();
    Run items = meshctl("tasks", "items", task, "--state", "done", "--all", "--json");
    assertThat(items.json().getList("items")).hasSize(done);

    assertThat(meshctl("tasks", "restart", task, "--json").exitCode()).isZero();
    work.awaitUnderWay();
    assertThat(meshctl("tasks", "cancel", task, "--json").exitCode()).isZero();
    Run cancelled = meshctl("tasks", "watch", task, "--json");
    assertThat(cancelled.exitCode()).isEqualTo(7);
    assertThat(cancelled.json().getString("tasks[0].state")).isEqualTo("cancelled");
    assertThat(meshctl("tasks", "restart", task).exitCode()).isEqualTo(4);
  }

  @Test
  void ingestsAndFinds() throws Exception {
    Path file = Files.writeString(home.resolve("tide.txt"), "High water is at noon.");

    Run ingest = meshctl("ingest", COLLECTION, file.toString(), "--json");
    assertThat(ingest.exitCode()).as(ingest.err()).isZero();
    assertThat(ingest.json().getInt("succeeded")).isEqualTo(1);
    assertThat(meshctl("ingest", COLLECTION, file.toString(), "--json").json().getInt("chunks"))
        .isZero();

    Run search = meshctl("search", COLLECTION, "when is high water", "--json");
    assertThat(search.json().getString("hits[0].document.name")).isEqualTo("tide.txt");
  }

  @Test
  void saysByItsExitCodeWhatWentWrong() throws Exception {
    Run missing = meshctl("tasks", "show", "0198c0de-0000-7000-8000-000000000001", "--json");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.json().getString("problem.type"))
        .isEqualTo("urn:meshwork:problem:task-unknown");
    assertThat(meshctl("search", COLLECTION, "x", "-k", "0", "--json").exitCode()).isEqualTo(4);
    assertThat(meshctl("node", "--user", "nobody", "--json").exitCode()).isEqualTo(5);
    assertThat(meshctl("node", "--server", "http://127.0.0.1:9", "--json").exitCode()).isEqualTo(6);
  }

  private Run meshctl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private Run run(String... command) throws IOException, InterruptedException {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MESH"));
    builder.environment().put("MESHCTL_HOME", home.resolve("meshctl").toString());
    builder.environment().put("MESHWORK_SERVER", URL);
    builder.environment().put("MESHWORK_USER", "operator");
    builder.environment().put("MESHWORK_PASSWORD_FILE", passwordFile().toString());
    Process process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
    return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private Path passwordFile() throws IOException {
    return Files.writeString(
        home.resolve("password"), System.getProperty("meshwork.test.password"));
  }
}
