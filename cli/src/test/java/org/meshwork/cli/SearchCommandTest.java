package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.FakeNode;

class SearchCommandTest {
  private static final String SEARCH = "POST /api/v1/collections/notes/search";
  static final String FOUND =
      """
      {"hits": [{"score": 0.03279, "scores": {"vector": 0.8231, "vectorRank": 1, "textRank": 3, "text": 0.5},
        "document": {"id": "d", "name": "lights/lens.pdf", "title": "The \\u001b[31mlens", "mediaType": "application/pdf"},
        "chunk": {"ordinal": 4, "start": 120, "end": 740, "headingPath": ["Care", "Cleaning"], "text": "x"},
        "snippet": {"text": "Clean the lens\\nwith a lens cloth", "highlights":
          [{"start": 22, "end": 26}, {"start": 10, "end": 14}, {"start": 12, "end": 16}, {"start": 30, "end": 99}]},
        "later": true}],
       "tookMillis": 12.4,
       "explain": {"plan": "Limit\\n  -> Index Scan", "stages": {"embed": 9.5, "sql": 2.25}}}""";

  @TempDir private Path home;

  private final FakeNode node = new FakeNode().on(SEARCH, FOUND);

  @AfterEach
  void stop() {
    node.close();
  }

  private Run run(String... arguments) {
    return Shell.of(node, home).run(arguments);
  }

  @Test
  void showsTitlePlaceScoresAndSnippet() {
    Run run = run("search", "notes", "clean", "the", "lens");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("1. The [31mlens\n")
        .contains("lights/lens.pdf › Care › Cleaning, characters 120–740\n")
        .contains("score 0.0328 · vector 0.823 (#1) · text 0.500 (#3)\n")
        .contains("Clean the **lens** with a **lens** cloth\n")
        .contains("1 hit in 12 ms.")
        .doesNotContain("\u001B");
    assertThat(node.requests(SEARCH).get(0).body()).isEqualTo("{\"query\":\"clean the lens\"}");
  }

  @Test
  void marksWordsByColourOnATerminal() {
    Run run = Shell.of(node, home).withColours().run("search", "notes", "lens");

    assertThat(run.out()).contains("\u001B[1;33mlens\u001B[0m").doesNotContain("**");
  }

  @Test
  void sendsEveryOption() {
    run(
        "search",
        "notes",
        "-k=5",
        "--offset=10",
        "--mode=text",
        "--explain",
        "--language=en",
        "--media-type=text/html",
        "--author=Ada",
        "--name=lights/",
        "--created-from=2024-01-01",
        "--created-to=2024-12-31",
        "--",
        "-lens");

    assertThat(node.requests(SEARCH).get(0).body())
        .isEqualTo(
            "{\"query\":\"-lens\",\"mode\":\"text\",\"k\":5,\"offset\":10,\"filter\":{\"language\":\"en\","
                + "\"mediaType\":\"text/html\",\"author\":\"Ada\",\"name\":\"lights/\","
                + "\"createdFrom\":\"2024-01-01\",\"createdTo\":\"2024-12-31\"},\"explain\":true}");
  }

  @Test
  void explainsWithStagesAndPlan() {
    assertThat(run("search", "notes", "lens", "--explain").out())
        .containsSubsequence("embed", "9.50 ms", "sql", "2.25 ms", "Limit", "-> Index Scan");
  }

  @Test
  void passesTheServersJsonOnAsItIs() {
    Run run = run("--json", "search", "notes", "lens");

    assertThat(run.json().at("/hits/0/later").asBoolean()).isTrue();
    assertThat(run.json().at("/hits/0/snippet/text").asText()).contains("\n");
  }

  @Test
  void saysThatNothingWasFound() {
    node.on(SEARCH, "{\"hits\": [], \"tookMillis\": 1}");

    Run run = run("search", "notes", "lens");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Nothing was found in 1 ms.");
  }

  @Test
  void explainsAProblemOnBothStreams() {
    node.onProblem(
        SEARCH,
        400,
        "{\"title\": \"Bad k\", \"status\": 400, \"detail\": \"k is 999\", \"remedy\": \"correct-input\"}");

    Run run = run("search", "notes", "lens", "-k=999", "--json");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("Bad k", "k is 999", "Correct the input");
    assertThat(run.json().at("/problem/detail").asText()).isEqualTo("k is 999");
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(4);
  }

  @Test
  void wantsAQuery() {
    assertThat(run("search", "notes").exitCode()).isEqualTo(2);
    assertThat(run("search", "notes", "lens", "-k=many", "--json").json().path("exitCode").asInt())
        .isEqualTo(2);
  }
}
