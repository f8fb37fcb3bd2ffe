package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.cli.Shell.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.FakeNode;

class IngestCommandTest {
  @TempDir private Path home;
  @TempDir private Path documents;

  private final FakeNode node = new FakeNode();
  private final FakeIngestion ingestion = new FakeIngestion(node, "notes").start();

  @AfterEach
  void stop() {
    node.close();
  }

  private Run run(String... arguments) {
    return Shell.of(node, home).run(arguments);
  }

  @Test
  void uploadsFilesUnderTheirNamesWithTheirContent() throws IOException {
    file(documents, "b/deep.txt", "the deep text");
    file(documents, "a.md", "# A");
    Path single = file(home, "single.html", "<p>");

    Run run = run("ingest", "notes", documents.toString(), single.toString());

    assertThat(run.exitCode()).isZero();
    FakeNode.Request upload = ingestion.uploads().get(0);
    assertThat(FakeIngestion.names(upload)).containsExactly("a.md", "b/deep.txt", "single.html");
    assertThat(upload.body()).contains("\r\n\r\nthe deep text\r\n--meshctl-");
    assertThat(upload.header("Content-length")).isEqualTo(Long.toString(upload.length()));
    assertThat(run.out()).contains("3 of 3 documents are in collection notes, 9 new chunks");
    assertThat(run.err()).contains("Uploading: ").contains("Ingesting: 3 of 3 documents");
  }

  @Test
  void passesOverHiddenFilesAndLinks() throws IOException {
    file(documents, "seen.txt", "x");
    file(documents, ".hidden.txt", "x");
    file(documents, ".git/config", "x");
    Files.createSymbolicLink(documents.resolve("link.txt"), file(home, "outside.txt", "x"));

    assertThat(run("ingest", "notes", documents.toString()).exitCode()).isZero();
    assertThat(ingestion.accepted()).containsExactly("seen.txt");
  }

  @Test
  void escapesANameThatWouldEndItsHeader() throws IOException {
    file(documents, "a\"\r\nX-Evil: 1.txt", "x");

    assertThat(run("ingest", "notes", documents.toString()).exitCode()).isZero();
    assertThat(ingestion.accepted()).containsExactly("a%22%0D%0AX-Evil: 1.txt");
  }

  @Test
  void endsWithSevenAndReasonsWhenDocumentsFail() {
    file(documents, "good.txt", "x");
    file(documents, "corrupt.pdf", "x");

    Run run = run("ingest", "notes", documents.toString());

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out())
        .contains("1 of 2 documents are in collection notes")
        .contains("corrupt.pdf\n      Unreadable: no trailer");
  }

  @Test
  void writesOneDocumentOfJson() {
    file(documents, "good.txt", "x");
    file(documents, "corrupt.pdf", "x");

    Run run = run("ingest", "notes", documents.toString(), "--json");

    JsonNode report = run.json();
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(report.path("documents").asInt()).isEqualTo(2);
    assertThat(report.path("succeeded").asInt()).isEqualTo(1);
    assertThat(report.path("failed").asInt()).isEqualTo(1);
    assertThat(report.path("chunks").asInt()).isEqualTo(3);
    assertThat(report.at("/failures/0/document").asText()).isEqualTo("corrupt.pdf");
    assertThat(report.at("/failures/0/reason").asText()).isEqualTo("Unreadable: no trailer");
    assertThat(report.at("/failures/0/problem/remedy").asText()).isEqualTo("correct-input");
    assertThat(report.at("/tasks/0/unknownToMeshctl").asInt()).isEqualTo(1);
  }

  @Test
  void dividesUploadsByCountAndByBytes() {
    List.of("a", "b", "c").forEach(name -> file(documents, name, "x"));
    file(documents, "d", "x".repeat(900_000));
    file(documents, "e", "x".repeat(200_000));

    Run run =
        run("ingest", "notes", documents.toString(), "--batch-files=2", "--batch-megabytes=1");

    assertThat(run.exitCode()).isZero();
    assertThat(ingestion.uploads())
        .extracting(FakeIngestion::names)
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    assertThat(run.out()).contains("5 of 5 documents").contains("15 new chunks");
  }

  @Test
  void findsTheOneFileForWhichAnUploadIsRefused() {
    List.of("a", "b", "huge.bin", "y", "z").forEach(name -> file(documents, name, "x"));

    Run run = run("ingest", "notes", documents.toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(ingestion.accepted()).containsExactlyInAnyOrder("a", "b", "y", "z");
    assertThat(run.json().path("succeeded").asInt()).isEqualTo(4);
    assertThat(run.json().path("failed").asInt()).isEqualTo(1);
    assertThat(run.json().at("/failures/0/document").asText()).isEqualTo("huge.bin");
  }

  @Test
  void findsTheOneFileForWhichTheConnectionBreaks() throws IOException {
    List.of("a", "b", "y", "z").forEach(name -> file(documents, name, "x"));
    try (RandomAccessFile large = new RandomAccessFile(documents.resolve("l").toFile(), "rw")) {
      large.setLength(64_000_000);
    }
    node.hangUpBeyond(1_000_000);

    Run run = run("ingest", "notes", documents.toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(ingestion.accepted()).containsExactlyInAnyOrder("a", "b", "y", "z");
    assertThat(run.json().at("/failures/0/document").asText()).isEqualTo("l");
  }

  @Test
  void dividesNothingThatABusyNodeDoesNotTake() {
    List.of("a", "b").forEach(name -> file(documents, name, "x"));
    String busy = "{\"title\": \"Too many tasks wait\", \"remedy\": \"retry-here\"}";
    node.onProblem("POST /api/v1/collections/notes/documents", 503, busy);

    Run run = run("ingest", "notes", documents.toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(8);
    assertThat(ingestion.uploads())
        .extracting(FakeIngestion::names)
        .containsOnly(List.of("a", "b"));
  }

  @Test
  void refusesTwoFilesThatWouldShareAName() {
    Path one = file(documents, "one/a.txt", "1");
    Path two = file(documents, "two/a.txt", "2");

    Run run = run("ingest", "notes", one.toString(), two.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would both be the document a.txt");
    assertThat(node.requests()).isEmpty();
  }

  @Test
  void sendsNothingWhenTheCollectionIsMissing() {
    file(documents, "a.txt", "x");

    Run run = run("ingest", "missing", documents.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(node.requests()).extracting(FakeNode.Request::method).containsOnly("GET");
  }

  @Test
  void saysThatAPathIsMissing() {
    Run run = run("ingest", "notes", documents.resolve("nowhere").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("does not exist");
  }

  @Test
  void letsTheServerReadADirectoryOfItsOwn() {
    Run run = run("ingest", "notes", "--directory", "/srv/notes", "--priority=9");

    FakeNode.Request submission = node.requests("POST /api/v1/tasks").get(0);
    assertThat(submission.body())
        .contains("\"directory\":\"/srv/notes\"", "\"collection\":\"notes\"", "\"priority\":9");
    assertThat(submission.header("Idempotency-key")).isNotEmpty();
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).contains("1 of 2 documents").contains("server/corrupt.pdf");
  }

  @Test
  void wantsEitherPathsOrADirectory() {
    assertThat(run("ingest", "notes").exitCode()).isEqualTo(2);
    assertThat(run("ingest", "notes", "a", "--directory=b").exitCode()).isEqualTo(2);
  }

  @Test
  void detachesAndSaysHowToReattach() {
    file(documents, "corrupt.txt", "x");

    Run run = run("ingest", "notes", documents.toString(), "--detach", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().at("/tasks/0/id").asText()).isEqualTo("task-1");
    assertThat(run.err()).contains("meshctl tasks watch task-1");
    assertThat(node.requests("GET /api/v1/tasks/task-1/events")).isEmpty();
  }

  @Test
  void saysHowToReattachWhenTheNodeGoesAway() {
    file(documents, "a.txt", "x");
    node.on(
        "POST /api/v1/collections/notes/documents",
        (exchange, request) -> {
          FakeNode.reply(
              exchange,
              202,
              "application/json",
              "{\"id\": \"lost\", \"skill\": \"document.ingest\", \"state\": \"queued\"}");
          node.close();
        });

    Run run = run("ingest", "notes", documents.toString());

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("meshctl tasks watch lost");
  }
}
