package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.FakeNode;

class CollectionsCommandTest {
  private static final String ALL = "GET /api/v1/collections";
  private static final String CREATE = "POST /api/v1/collections";
  private static final String NOTES =
      """
      {"name": "notes", "description": "Of Ada", "model": "bge-small-en-v1.5", "dimension": 384,
       "precision": "half", "chunking": {"strategy": "structure", "size": 256, "overlap": 32},
       "languages": ["english", "german"], "createdAt": "2026-01-31T08:00:00Z", "createdBy": "ada",
       "stats": {"documents": 50, "chunks": 412, "contentBytes": 1, "storageBytes": 2}}""";

  @TempDir private Path home;

  private final FakeNode node = new FakeNode();

  @AfterEach
  void stop() {
    node.close();
  }

  private Run run(String... arguments) {
    return Shell.of(node, home).run(arguments);
  }

  @Test
  void createsWithWhatWasToldAndLeavesTheRestToTheNode() {
    node.on(CREATE, NOTES);

    assertThat(run("collections", "create", "notes").exitCode()).isZero();
    Run run =
        run(
            "collections",
            "create",
            "notes",
            "--description=Of Ada",
            "--model=m",
            "--precision=half",
            "--chunking=tokens",
            "--chunk-size=128",
            "--chunk-overlap=16");

    assertThat(run.out()).contains("Created.").contains("structure, 256 tokens, overlap 32");
    assertThat(node.requests(CREATE))
        .extracting(FakeNode.Request::body)
        .containsExactly(
            "{\"name\":\"notes\"}",
            "{\"name\":\"notes\",\"description\":\"Of Ada\",\"model\":\"m\",\"precision\":\"half\","
                + "\"chunking\":{\"strategy\":\"tokens\",\"size\":128,\"overlap\":16}}");
  }

  @Test
  void describesWithCounts() {
    node.on(ALL + "/notes", NOTES);

    assertThat(run("collections", "describe", "notes").out())
        .contains("documents    50\n", "chunks       412\n", "languages    english, german\n");
  }

  @Test
  void listsOnePageAndTellsOfMore() {
    node.on(ALL, "{\"items\": [" + NOTES + "], \"next\": \"abc\"}");

    Run run = run("collections", "list", "--limit=1");

    assertThat(run.out()).contains("COLLECTION").contains("Of Ada").contains("--cursor abc");
    assertThat(node.requests(ALL).get(0).query()).isEqualTo("limit=1");
  }

  @Test
  void listsEveryPageAsOneDocument() {
    node.on(
        ALL,
        (exchange, request) ->
            FakeNode.reply(
                exchange,
                200,
                "application/json",
                request.query().contains("cursor=p%262")
                    ? "{\"items\": [{\"name\": \"b\"}]}"
                    : "{\"items\": [{\"name\": \"a\"}], \"next\": \"p&2\"}"));

    Run run = run("collections", "list", "--all", "--json");

    assertThat(run.json().path("items").findValuesAsText("name")).containsExactly("a", "b");
  }

  @Test
  void refusesALimitThatTheNodeWould() {
    assertThat(run("collections", "list", "--limit=201").exitCode()).isEqualTo(2);
  }

  @Test
  void deletesWhenTheNameIsTypedAgain() {
    String delete = "DELETE /api/v1/collections/notes";
    node.on(delete, (exchange, request) -> FakeNode.reply(exchange, 204, "text/plain", ""));
    String[] command = {"collections", "delete", "notes"};

    assertThat(Shell.of(node, home).typing("yes").run(command).exitCode()).isEqualTo(2);
    assertThat(run(command).exitCode()).isEqualTo(2);
    assertThat(node.requests(delete)).isEmpty();

    assertThat(Shell.of(node, home).typing("notes").run(command).exitCode()).isZero();
    assertThat(run("collections", "delete", "notes", "--yes", "--json").out())
        .contains("\"deleted\"");
    assertThat(node.requests(delete)).hasSize(2);
  }

  @Test
  void saysThatACollectionIsMissing() {
    Run run = run("collections", "describe", "missing");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("There is no /api/v1/collections/missing.");
  }

  @Test
  void wantsOneOfItsCommands() {
    assertThat(run("collections").exitCode()).isEqualTo(2);
  }

  @Test
  void showsEveryFactOfTheNode() {
    node.on(
        "GET /api/v1/node",
        "{\"id\": \"n1\", \"database\": {\"pgvector\": \"0.8.0\"}, \"warnings\": [\"too old\"]}");

    assertThat(run("node").out()).contains("database.pgvector", "0.8.0", "warnings", "too old");
    assertThat(run("node", "--json").json().at("/database/pgvector").asText()).isEqualTo("0.8.0");
  }
}
