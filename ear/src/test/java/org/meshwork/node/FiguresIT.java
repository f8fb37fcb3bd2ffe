package org.meshwork.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The figures that docs/api.md names, after one ingestion and one search. */
class FiguresIT extends DeployedNode {
  private static final String MODEL = "bge-small-en-v1.5";

  private final NodeApi api = as("admin");
  private final String collection = "c-" + UUID.randomUUID();

  @Test
  void tellsOfTasksPassagesTimesQueuesAndThePool() {
    api.createCollection(collection);
    Figures before = Figures.of(MANAGEMENT_URL);

    ingest("The harbour master counts the boats at dusk.");
    search("Who counts the boats?");

    Figures after = Figures.of(MANAGEMENT_URL);
    String tasks = "meshwork_tasks_changes_total";
    assertThat(grown(before, after, tasks, "document.ingest", "completed")).isEqualTo(1);
    assertThat(grown(before, after, "meshwork_ingestion_documents_total", "done")).isEqualTo(1);
    assertThat(grown(before, after, "meshwork_ingestion_chunks_total")).isEqualTo(1);
    String embedding = "meshwork_embedding_seconds";
    assertThat(grown(before, after, embedding + "_count", "passage", MODEL)).isEqualTo(1);
    assertThat(grown(before, after, embedding + "_count", "query", MODEL)).isEqualTo(1);
    assertThat(grown(before, after, embedding + "_sum", "query", MODEL)).isPositive();
    String searching = "meshwork_search_seconds";
    assertThat(grown(before, after, searching + "_count", "hybrid", "total")).isEqualTo(1);
    assertThat(grown(before, after, searching + "_sum", "hybrid", "total")).isPositive();
    assertThat(after.value("meshwork_tasks_depth", "queued")).hasValue(0);
    for (String queue : new String[] {"Planning", "Execution", "DeadLetter"}) {
      assertThat(after.value("messaging_activemq_message_count", "Meshwork" + queue)).isPresent();
    }
    assertThat(after.value("datasources_pool_in_use_count", "MeshworkDS")).isPresent();
    assertThat(after.value("datasources_pool_available_count", "MeshworkDS").orElseThrow())
        .isPositive();
  }

  private static double grown(Figures before, Figures after, String name, String... labels) {
    return after.value(name, labels).orElseThrow() - before.value(name, labels).orElse(0);
  }

  private void ingest(String text) {
    String task =
        api.request()
            .multiPart("file", "note.txt", text.getBytes(UTF_8), "text/plain")
            .post("/collections/" + collection + "/documents")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    assertThat(api.awaitEnd(task).getString("state")).isEqualTo("completed");
  }

  private void search(String query) {
    api.request()
        .contentType("application/json")
        .body(Map.of("query", query))
        .post("/collections/" + collection + "/search")
        .then()
        .statusCode(200);
  }
}
