package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that is killed in the middle of an ingestion ends with what an undisturbed one has. */
class KillAndResumeIT {
  private static final Path CORPUS = Path.of("..", "demo", "corpus");
  private static final List<Path> DOCUMENTS = NodeApi.filesBelow(CORPUS);
  private static final int DONE_BEFORE_THE_KILL = 5;

  /**
   * Everything that was made of the documents, in an order that does not depend on when it was
   * made.
   */
  private static final String RESULT =
      """
      select md5(string_agg(d.name || '/' || c.ordinal || '/' || c.start_offset || '/' || c.end_offset || '/' || md5(c.text)
                            || '/' || md5(c.embedding::text), ',' order by d.name, c.ordinal))
      from document d join chunk c on c.extract_id = d.extract_id
      """;

  @Test
  void resumesAfterAKillWithTheResultOfAnUndisturbedRun() {
    String undisturbed;
    try (NodeServer server = NodeServer.make("undisturbed", Map.of()).start()) {
      NodeApi api = new NodeApi(server.url(), "admin");
      assertThat(api.awaitEnd(ingest(api)).getString("state")).isEqualTo("completed");
      undisturbed = server.database().value(RESULT);
    }

    try (NodeServer server = NodeServer.make("killed", Map.of()).start()) {
      NodeApi api = new NodeApi(server.url(), "admin");
      String task = ingest(api);
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> done(server) >= DONE_BEFORE_THE_KILL);
      server.kill();
      server.database().awaitNobody();
      int doneAtTheKill = done(server);
      assertThat(doneAtTheKill).isLessThan(DOCUMENTS.size() - 1);
      String lastExtract = server.database().value("select max(id) from extract");

      server.start();

      JsonPath ended = api.awaitEnd(task);
      assertThat(ended.getString("state")).isEqualTo("completed");
      assertThat(ended.getInt("attempts")).isEqualTo(2);
      assertThat(server.database().value(RESULT)).isEqualTo(undisturbed);
      assertThat(server.database().value("select count(*) from extract where id <= " + lastExtract))
          .as("documents that were done before the kill are not done again")
          .isEqualTo(Integer.toString(doneAtTheKill));
      assertThat(
              server
                  .database()
                  .value(
                      "select count(*) from (select 1 from chunk group by extract_id, ordinal having count(*) > 1) twice"))
          .isEqualTo("0");
    }
  }

  private static String ingest(NodeApi api) {
    api.createCollection("corpus");
    return api.upload("corpus", CORPUS, DOCUMENTS);
  }

  private static int done(NodeServer server) {
    return Integer.parseInt(
        server.database().value("select count(*) from ingest_item where state = 'done'"));
  }
}
