package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.client.EventScript;
import org.meshwork.cli.client.FakeNode;

/** What only a process of its own can show: signals and memory. */
class MeshctlProcessTest {
  private static final long LARGE = 200L << 20;

  @TempDir private Path home;

  private final FakeNode node = new FakeNode();
  private final FakeIngestion ingestion = new FakeIngestion(node, "notes").start();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    node.close();
  }

  private Process meshctl(List<String> jvm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("org.meshwork.cli.Meshctl");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MESHCTL_HOME", home.resolve("meshctl").toString());
    builder.environment().put("MESHWORK_SERVER", node.address().toString());
    builder.environment().put("MESHWORK_USER", FakeNode.USER);
    builder.environment().put("MESHWORK_PASSWORD_FILE", Shell.passwordFile(home).toString());
    builder.redirectError(home.resolve("err").toFile());
    builder.redirectOutput(home.resolve("out").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String err() throws IOException {
    return Files.readString(home.resolve("err"));
  }

  @Test
  void saysHowToReattachWhenItIsInterrupted() throws Exception {
    String running = "{\"id\": \"t1\", \"skill\": \"document.ingest\", \"state\": \"running\"}";
    node.on("GET /api/v1/tasks/t1", running);
    EventScript script = new EventScript(node);
    String events = "GET /api/v1/tasks/t1/events";
    node.on(events, script.then(EventScript.Ending.SILENT, EventScript.event(1, "state", running)));
    Process process = meshctl(List.of(), "tasks", "watch", "t1");
    await().atMost(Duration.ofSeconds(60)).until(() -> !node.requests(events).isEmpty());

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(err()).contains("Detached; the node goes on.", "meshctl tasks watch t1");
    assertThat(node.requests("POST /api/v1/tasks/t1/cancel")).isEmpty();
  }

  @Test
  void uploadsAFileThatIsLargerThanItsMemory() throws Exception {
    Path large = home.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LARGE);
    }

    Process process = meshctl(List.of("-Xmx32m"), "ingest", "notes", large.toString());

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(err()).isZero();
    assertThat(ingestion.uploads().get(0).length()).isGreaterThan(LARGE);
  }
}
