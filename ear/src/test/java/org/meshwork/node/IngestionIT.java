package org.meshwork.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Documents on the deployed node: what becomes of good ones, of the same ones again, and of hostile
 * ones.
 */
class IngestionIT extends DeployedNode {
  private static final Path ALLOWED = Path.of(System.getProperty("meshwork.test.directories"));
  private static final int PIECE = 1 << 20;

  /** As arquillian.xml sets it. */
  private static final int MAX_DOCUMENT_SIZE = 2 << 20;

  private final NodeApi api = as("admin");
  private String collection;

  @BeforeEach
  void makeCollection() {
    collection = "c-" + UUID.randomUUID();
    api.createCollection(collection);
  }

  @Test
  void findsWhatWasIngestedWhereItStands() {
    ingest(
        Map.of(
            "tides.md",
            bytes(
                "# Tides\n\nThe harbour gauge floats in a stilling well.\n\n# Bread\n\nKnead the dough twice.")));

    JsonPath found = search("How is the water level measured?");

    assertThat(found.getString("hits[0].document.name")).isEqualTo("tides.md");
    assertThat(found.getString("hits[0].chunk.text")).contains("stilling well");
    int start = found.getInt("hits[0].chunk.start");
    int end = found.getInt("hits[0].chunk.end");
    String text =
        api.request()
            .queryParam("from", start)
            .queryParam("to", end)
            .get(
                "/collections/%s/documents/%s/text"
                    .formatted(collection, found.getString("hits[0].document.id")))
            .then()
            .statusCode(200)
            .extract()
            .path("text");
    assertThat(text).isEqualTo(found.getString("hits[0].chunk.text"));
  }

  @Test
  void processesTheSameBytesOnce() {
    byte[] note = bytes("The night watch writes the barometer down every hour.");
    ingest(Map.of("first.txt", note));

    String again = ingest(Map.of("first.txt", note));
    String copy = ingest(Map.of("copy.txt", note));

    assertThat(itemState(again, "first.txt")).isEqualTo("unchanged");
    assertThat(itemState(copy, "copy.txt")).isEqualTo("duplicate");
    assertThat(stats().getInt("stats.documents")).isEqualTo(2);
    assertThat(stats().getInt("stats.chunks")).isEqualTo(1);
  }

  @Test
  void replacesTheChunksOfAChangedDocument() {
    ingest(Map.of("rules.txt", bytes("Boats are moored at the north quay.")));

    ingest(Map.of("rules.txt", bytes("Boats are moored at the south quay.")));

    assertThat(search("Where are boats moored?").getList("hits.chunk.text"))
        .containsExactly("Boats are moored at the south quay.");
  }

  @Test
  void failsHostileDocumentsAloneAndSaysWhy() throws IOException {
    String task =
        ingest(
            Map.of(
                "good.txt", bytes("The lamp is lit at dusk."),
                "empty.txt", new byte[0],
                "truncated.pdf", bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
                "program.pdf", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0},
                "bomb.docx", bomb()));

    assertThat(itemState(task, "good.txt")).isEqualTo("done");
    assertThat(problem(task, "empty.txt")).isEqualTo("urn:meshwork:problem:document-empty");
    assertThat(problem(task, "truncated.pdf")).isEqualTo("urn:meshwork:problem:document-corrupt");
    assertThat(problem(task, "program.pdf"))
        .isEqualTo("urn:meshwork:problem:document-format-unsupported");
    assertThat(problem(task, "bomb.docx")).isEqualTo("urn:meshwork:problem:document-bomb");
    assertThat(stats().getInt("stats.documents")).isEqualTo(1);
  }

  @Test
  void refusesAnUploadWhoseNameClimbsOutOfItsFolder() {
    api.request()
        .multiPart("file", "../../outside.txt", bytes("A name that climbs."), "text/plain")
        .post("/collections/" + collection + "/documents")
        .then()
        .statusCode(400)
        .contentType(containsString("application/problem+json"));
  }

  @Test
  void failsAnOversizedDocumentAlone() {
    String task =
        ingest(
            Map.of(
                "huge.txt", new byte[MAX_DOCUMENT_SIZE + 1], "small.txt", bytes("The small one.")));

    assertThat(problem(task, "huge.txt")).isEqualTo("urn:meshwork:problem:content-too-large");
    assertThat(itemState(task, "small.txt")).isEqualTo("done");
  }

  @Test
  void readsAllowedDirectoriesAndNoLinkOutOfThem() throws IOException {
    Path folder = Files.createDirectories(ALLOWED.resolve(collection));
    Files.writeString(folder.resolve("inside.txt"), "Inside the allowed directory.");
    Path secret = Files.writeString(Files.createTempFile("outside", ".txt"), "Outside of it.");
    Files.createSymbolicLink(folder.resolve("link.txt"), secret);

    String task = submitDirectory(folder).then().statusCode(202).extract().path("id");

    api.awaitEnd(task);
    assertThat(itemState(task, "inside.txt")).isEqualTo("done");
    assertThat(itemState(task, "link.txt")).isEqualTo("failed");
    assertThat(problem(task, "link.txt")).isEqualTo("urn:meshwork:problem:file-link-leads-out");
    assertThat(stats().getInt("stats.documents")).isEqualTo(1);
  }

  @Test
  void refusesADirectoryThatIsNotAllowed() {
    submitDirectory(ALLOWED.resolve("../.."))
        .then()
        .statusCode(422)
        .contentType(containsString("application/problem+json"));
  }

  @Test
  void namesTheKnownSkillsWhenAskedForAnother() {
    api.request()
        .contentType("application/json")
        .body(Map.of("skill", "make.coffee", "input", Map.of()))
        .post("/tasks")
        .then()
        .contentType(containsString("application/problem+json"))
        .body("type", equalTo("urn:meshwork:problem:skill-unknown"));
  }

  private Response submitDirectory(Path folder) {
    return api.request()
        .contentType("application/json")
        .body(
            Map.of(
                "skill",
                "document.ingest",
                "input",
                Map.of("collection", collection, "directory", folder.toString())))
        .post("/tasks");
  }

  private String ingest(Map<String, byte[]> files) {
    RequestSpecification request = api.request();
    files.forEach(
        (name, content) -> request.multiPart("file", name, content, "application/octet-stream"));
    String task =
        request
            .post("/collections/" + collection + "/documents")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    assertThat(api.awaitEnd(task).getString("state")).isEqualTo("completed");
    return task;
  }

  private JsonPath search(String query) {
    return api.request()
        .contentType("application/json")
        .body(Map.of("query", query))
        .post("/collections/" + collection + "/search")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private JsonPath stats() {
    return api.request()
        .get("/collections/" + collection)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private String itemState(String task, String name) {
    return items(task).getString("items.find { it.name == '%s' }.state".formatted(name));
  }

  private String problem(String task, String name) {
    return items(task).getString("items.find { it.name == '%s' }.problem.type".formatted(name));
  }

  private JsonPath items(String task) {
    return api.request()
        .get("/tasks/" + task + "/items")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A Word document whose body expands a thousandfold. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.write(
          bytes(
              "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\""
                  + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"));
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      byte[] spaces = " ".repeat(PIECE).getBytes(UTF_8);
      for (int piece = 0; piece < 600; piece++) {
        zip.write(spaces);
      }
    }
    return bytes.toByteArray();
  }
}
