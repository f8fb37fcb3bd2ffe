package org.meshwork.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An ingestion that is interrupted in its middle, by whatever hand, waits or goes on as ADR 9 says,
 * and ends with what an undisturbed one has.
 */
class JobsIT {
  private static final int DOCUMENTS = 60;
  private static final int DONE_BEFORE = 5;

  private static final String[] WORDS =
      ("harbour light keeper storm lens oil tide buoy rope ledger winter boat lamp glass signal"
              + " wind island log stone tower watch mist channel bell chart anchor night sea")
          .split(" ");

  private static final String RESULT =
      """
      select md5(string_agg(d.name || '/' || c.ordinal || '/' || c.start_offset || '/' || md5(c.text) || '/'
                            || md5(c.embedding::text), ',' order by d.name, c.ordinal))
      from document d join chunk c on c.extract_id = d.extract_id join collection l on l.id = d.collection_id
      where l.name = '%s'\
      """;

  private static NodeServer server;
  private static String undisturbed;

  private final NodeApi api = new NodeApi(server.url(), "admin");
  private final String collection = "c-" + UUID.randomUUID();
  private ServerConsole console;
  private String task;

  @BeforeAll
  static void runUndisturbed() {
    server = NodeServer.make("jobs", Map.of()).start();
    NodeApi api = new NodeApi(server.url(), "admin");
    assertThat(api.awaitEnd(ingest(api, "undisturbed")).getString("state")).isEqualTo("completed");
    undisturbed = server.database().value(RESULT.formatted("undisturbed"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void beginAndGetToTheMiddle() {
    console = new ServerConsole(server.managementUrl());
    task = ingest(api, collection);
    await("the middle of task " + task)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> api.task(task).getInt("progress.done") >= DONE_BEFORE);
  }

  @AfterEach
  void leave() throws IOException {
    console.close();
  }

  @Test
  void waitsAfterAStopInTheConsoleAndGoesOnWhenRestartedThere() {
    console.stopJob(execution());
    awaitStopped();

    console.restartJob(execution());

    assertEndsUndisturbed();
  }

  @Test
  void waitsAfterAStopInTheConsoleAndGoesOnWhenRestartedByTheApi() {
    console.stopJob(execution());
    awaitStopped();

    steer("restart");

    assertEndsUndisturbed();
  }

  @Test
  void waitsAfterAStopByTheApiAndGoesOnWhenRestarted() {
    steer("stop");
    awaitStopped();
    assertThat(value("select count(*) from ingest_item where state = 'reading' and task_id = '%s'"))
        .isEqualTo("0");

    steer("restart");

    assertEndsUndisturbed();
  }

  @Test
  void keepsWhatWasWrittenWhenItIsCancelled() {
    steer("cancel");

    assertThat(api.awaitEnd(task).getString("state")).isEqualTo("cancelled");
    awaitJobsAtRest();
    assertThat(value("select count(*) from ingest_item where state = 'done' and task_id = '%s'"))
        .isEqualTo(
            server
                .database()
                .value(
                    "select count(*) from document d join collection c on c.id = d.collection_id where c.name = '%s'"
                        .formatted(collection)));
    assertThat(value("select count(*) from ingest_item where state = 'reading' and task_id = '%s'"))
        .isEqualTo("0");
  }

  @Test
  void goesOnByItselfAfterAnOrderlyStopOfTheServer() {
    server.stop();
    server.start();

    assertEndsUndisturbed();
  }

  @Test
  void goesOnByItselfAfterARedeployment() {
    console.redeploy();

    assertEndsUndisturbed();
  }

  @Test
  void goesOnByItselfAfterASuspension() {
    console.suspend();
    await("the end of the run")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> value("select state from task where id = '%s'"), "queued"::equals);
    console.resume();

    assertEndsUndisturbed();
  }

  private void assertEndsUndisturbed() {
    JsonPath ended = api.awaitEnd(task);
    assertThat(ended.getString("state")).isEqualTo("completed");
    assertThat(ended.getInt("attempts")).isEqualTo(2);
    assertThat(server.database().value(RESULT.formatted(collection))).isEqualTo(undisturbed);
    awaitJobsAtRest();
  }

  private void awaitStopped() {
    awaitTask(is -> "queued".equals(is.getString("state")) && is.getBoolean("stopped"));
    awaitJobsAtRest();
  }

  private void awaitTask(Predicate<JsonPath> expected) {
    await("what task " + task + " shall be")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> api.task(task), expected);
  }

  /** The job is told after the task that it has ended. */
  private static void awaitJobsAtRest() {
    await("the end of the batch execution")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                server
                    .database()
                    .value(
                        "select count(*) from job_execution where batchstatus not in ('COMPLETED',"
                            + " 'STOPPED', 'FAILED')"),
            "0"::equals);
  }

  private String execution() {
    return value("select batch_execution from task where id = '%s'");
  }

  private String value(String query) {
    return server.database().value(query.formatted(task));
  }

  private void steer(String wish) {
    api.request().post("/tasks/" + task + "/" + wish).then().statusCode(202);
  }

  private static String ingest(NodeApi api, String collection) {
    api.createCollection(collection);
    RequestSpecification request = api.request();
    for (int n = 0; n < DOCUMENTS; n++) {
      request.multiPart(
          "file",
          "note-%03d.txt".formatted(n),
          text(n).getBytes(UTF_8),
          "application/octet-stream");
    }
    return request
        .post("/collections/" + collection + "/documents")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** Some passages of sentences, the same ones at each call. */
  private static String text(int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 40)
        .mapToObj(
            sentence ->
                IntStream.range(0, 14)
                    .mapToObj(word -> WORDS[random.nextInt(WORDS.length)])
                    .collect(Collectors.joining(" ", "The ", sentence % 6 == 5 ? ".\n\n" : ". ")))
        .collect(Collectors.joining());
  }
}
