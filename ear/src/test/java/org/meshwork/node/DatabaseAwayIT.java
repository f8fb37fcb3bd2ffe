package org.meshwork.node;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node whose database goes away and comes back. */
class DatabaseAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PLANNING = "MeshworkPlanning";
  private static final String DEAD_LETTERS = "MeshworkDeadLetter";

  @Test
  void isNotReadyAndRecoversByItself(@TempDir Path folder) throws IOException {
    try (NodeServer server =
        NodeServer.make("database-away", Map.of("meshwork.tasks.reconcile-interval", "PT2S"))) {
      server.start();
      NodeApi api = new NodeApi(server.url(), "admin");
      api.createCollection("notes");
      server.queue(PLANNING, "pause");
      Path note = Files.writeString(folder.resolve("note.txt"), "The lamp is lit at dusk.");
      String task = api.upload("notes", folder, List.of(note));

      server.database().shut();
      server.queue(PLANNING, "resume");

      await().atMost(PATIENCE).until(() -> status(server, "ready") == 503);
      JsonPath ready = get(server.managementUrl() + "/health/ready").jsonPath();
      assertThat(ready.getString("checks.find { it.name == 'database' }.status")).isEqualTo("DOWN");
      assertThat(ready.getString("checks.find { it.name == 'database' }.data.failure"))
          .isNotEmpty();
      assertThat(ready.getString("checks.find { it.name == 'queues' }.status")).isEqualTo("UP");
      assertThat(status(server, "live")).isEqualTo(200);
      api.request()
          .get("/collections")
          .then()
          .statusCode(503)
          .contentType(containsString("application/problem+json"));
      await("hints that nobody can follow up")
          .atMost(PATIENCE)
          .until(() -> server.queue(DEAD_LETTERS, "count-messages").asLong() > 0);

      server.database().open();

      await().atMost(PATIENCE).until(() -> status(server, "ready") == 200);
      assertThat(api.awaitEnd(task).getString("state")).isEqualTo("completed");
      assertThat(
              Figures.of(server.managementUrl())
                  .value("messaging_activemq_message_count", DEAD_LETTERS, "jms-queue")
                  .orElseThrow())
          .isPositive();
    }
  }

  private static int status(NodeServer server, String check) {
    return get(server.managementUrl() + "/health/" + check).statusCode();
  }
}
