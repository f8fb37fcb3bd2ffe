package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.cli.Shell.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.FakeNode;

class DemoCommandTest {
  private static final String SEARCH = "POST /api/v1/collections/demo/search";
  private static final String CREATE = "POST /api/v1/collections";

  @TempDir private Path home;

  private final FakeNode node = new FakeNode().on(SEARCH, SearchCommandTest.FOUND);

  @BeforeEach
  void layOut() {
    file(home, "demo/corpus/a.md", "# A");
    file(home, "demo/corpus/corrupt.pdf", "x");
    file(home, "demo/questions.txt", "# three questions\n\nWhat?\nWho?\n  Why?\n");
    file(home, "phases", "database\t3\nstart\t12.5\n");
    // The collection exists once it has been created.
    node.on(
        CREATE,
        (exchange, request) -> {
          new FakeIngestion(node, "demo").start();
          FakeNode.reply(exchange, 201, "application/json", "{\"name\": \"demo\"}");
        });
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Run demo(String... more) {
    String[] arguments = {
      "demo",
      "--corpus=" + home.resolve("demo/corpus"),
      "--phases=" + home.resolve("phases"),
      more.length == 0 ? "--json=false" : more[0]
    };
    return Shell.of(node, home).run(arguments);
  }

  @Test
  void succeedsAlthoughTheCorruptDocumentFailed() {
    Run run = demo();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsSubsequence("? What?", "score 0.0328", "? Who?", "? Why?")
        .contains("lights/lens.pdf › Care › Cleaning, characters 120–740")
        .containsSubsequence("database", "3.0", "start", "12.5", "ingest", "search", "in all")
        .contains("Collection demo: 1 of 2 documents, 150 chunks (3 of them new).")
        .contains("corrupt.pdf\n      Unreadable: no trailer");
  }

  @Test
  void summarisesForMachines() {
    JsonNode summary = demo("--json").json();

    assertThat(summary.at("/phases/start").asDouble()).isEqualTo(12.5);
    assertThat(summary.at("/phases/ingest").isNumber()).isTrue();
    assertThat(summary.at("/phases/search").isNumber()).isTrue();
    assertThat(summary.path("seconds").asDouble()).isGreaterThanOrEqualTo(15.5);
    assertThat(summary.at("/documents/total").asInt()).isEqualTo(2);
    assertThat(summary.at("/documents/failed").asInt()).isEqualTo(1);
    assertThat(summary.path("chunks").asInt()).isEqualTo(150);
    assertThat(summary.at("/failures/0/reason").asText()).isEqualTo("Unreadable: no trailer");
    assertThat(summary.path("questions").findValuesAsText("question"))
        .containsExactly("What?", "Who?", "Why?");
    assertThat(summary.at("/questions/2/hits/0/document/name").asText())
        .isEqualTo("lights/lens.pdf");
    assertThat(summary.at("/questions/0").has("view")).isFalse();
  }

  @Test
  void createsTheCollectionOnceOnly() {
    demo();
    assertThat(demo().exitCode()).isZero();

    assertThat(node.requests(CREATE)).hasSize(1);
  }

  @Test
  void failsWhenAQuestionFindsNothing() {
    node.on(SEARCH, "{\"hits\": [], \"tookMillis\": 1}");

    assertThat(demo().exitCode()).isEqualTo(7);
  }

  @Test
  void failsWhenNoDocumentGotIn() {
    file(home, "demo/corpus/a.md", "x").toFile().delete();

    assertThat(demo().exitCode()).isEqualTo(7);
  }

  @Test
  void saysWhichPhaseLineIsWrong() {
    file(home, "phases", "database three\n");

    Run run = demo();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("database three");
  }

  @Test
  void staysOutOfTheHelp() {
    assertThat(Shell.at(home).run("--help").out()).contains("ingest").doesNotContain("demo");
  }
}
