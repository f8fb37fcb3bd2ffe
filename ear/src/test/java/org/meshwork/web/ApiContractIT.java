package org.meshwork.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.mesh.PlainPeer;
import org.meshwork.node.DeployedNode;

/** What the node answers is what its OpenAPI document says, for every operation it names. */
class ApiContractIT extends DeployedNode {
  private static final String NOBODY = "0197f3c2-7a10-7c3e-9f51-2f6b1c1d8e90";

  /** Who may call what; whoever is not named is refused. */
  private static final Map<String, Set<String>> MATRIX = matrix();

  private ApiDescriptionUnderTest description;
  private ContractFilter contract;

  @BeforeEach
  void readTheDescription() {
    description =
        new ApiDescriptionUnderTest(
            given()
                .baseUri(URL)
                .get("/openapi?format=JSON")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    contract = new ContractFilter(description);
  }

  private RequestSpecification by(String user) {
    return as(user).request().filter(contract);
  }

  private RequestSpecification raw(String user) {
    return by(user).urlEncodingEnabled(false);
  }

  private RequestSpecification json(String user, Object body) {
    return by(user).contentType(ContentType.JSON).body(body);
  }

  @Test
  void answersAsDescribedFromCollectionToSearch() {
    String collection = "contract";
    json("operator", Map.of("name", collection, "description", "For the contract"))
        .post("/collections")
        .then()
        .statusCode(201)
        .header("Location", URL + "/api/v1/collections/contract");
    json("operator", Map.of("name", collection)).post("/collections").then().statusCode(409);
    by("reader").get("/collections").then().body("items.name", hasItem(collection));
    by("reader").get("/collections/contract").then().body("stats.documents", equalTo(0));

    String task = upload(collection, "guide.md", "# Lamps\n\nTrim the wick of a lamp at dusk.\n");
    as("submitter").awaitEnd(task);
    by("submitter").get("/tasks/" + task).then().body("state", equalTo("completed"));
    by("submitter").get("/tasks").then().body("items.id", hasItem(task));
    by("submitter").get("/tasks/" + task + "/items").then().body("items[0].state", equalTo("done"));
    by("submitter").get("/tasks/" + task + "/events").then().statusCode(200);
    by("submitter").post("/tasks/" + task + "/cancel").then().statusCode(409);
    by("operator").post("/tasks/" + task + "/stop").then().statusCode(409);
    by("operator").post("/tasks/" + task + "/restart").then().statusCode(409);

    List<String> documents =
        by("reader").get("/collections/contract/documents").then().extract().path("items.id");
    String document = "/collections/contract/documents/" + documents.get(0);
    by("reader").get(document).then().body("name", equalTo("guide.md"));
    by("reader").get(document + "/text?from=0&to=5").then().body("to", equalTo(5));
    by("reader")
        .get(document + "/content")
        .then()
        .contentType("application/octet-stream")
        .header(
            "Content-Disposition",
            equalTo("attachment; filename=\"guide.md\"; filename*=UTF-8''guide.md"));

    by("reader").get(document + "/text?from=2147483647").then().statusCode(200);
    json("reader", Map.of("query", "When is a wick trimmed?", "explain", true))
        .post("/collections/contract/search")
        .then()
        .body("hits[0].document.name", equalTo("guide.md"))
        .body("explain.plan", notNullValue());
    by("reader").get("/collections/contract/search?q=wick&mode=text&k=1").then().statusCode(200);
    by("reader").get("/models").then().statusCode(200);
    by("reader").get("/node").then().statusCode(200);
    meetsAPeer();
    stopsRestartsAndCancels(collection);
    by("operator").delete(document).then().statusCode(204);
    by("reader").get(document).then().statusCode(404);
    by("operator").delete("/collections/contract").then().statusCode(204);

    assertThat(contract.succeeded())
        .containsExactlyInAnyOrderElementsOf(description.operationIds());
  }

  private void meetsAPeer() {
    Path key =
        Path.of(System.getProperty("meshwork.test.wildfly"))
            .resolve("standalone/configuration/meshwork-network.key");
    try (PlainPeer peer = PlainPeer.start(key)) {
      String path = "/mesh/peers/" + peer.id();
      json("operator", Map.of("address", peer.address()))
          .post("/mesh/peers")
          .then()
          .statusCode(200)
          .body("state", equalTo("connected"));
      by("reader").get("/mesh").then().statusCode(200).body("mode", equalTo("private"));
      by("reader").get("/mesh/peers").then().body("items.peer", hasItem(peer.id()));
      by("reader").get(path).then().statusCode(200);
      by("operator").delete(path + "/connection").then().statusCode(204);
      by("administrator").put(path + "/block").then().statusCode(204);
      by("reader").get(path).then().body("state", equalTo("blocked"));
      by("administrator").delete(path + "/block").then().statusCode(204);
      by("administrator").delete(path + "/block").then().statusCode(404);
    }
  }

  private void stopsRestartsAndCancels(String collection) {
    Map<String, Object> input =
        Map.of("collection", collection, "directory", LongWork.folder("contract").toString());
    String task =
        json("submitter", Map.of("skill", "document.ingest", "input", input))
            .post("/tasks")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    LongWork work = new LongWork(as("operator"), task);
    work.awaitUnderWay();

    by("operator").post("/tasks/" + task + "/stop").then().statusCode(202);
    int doneBefore = work.awaitStopped();
    by("operator").post("/tasks/" + task + "/stop").then().statusCode(202);
    by("operator").post("/tasks/" + task + "/restart").then().statusCode(202);
    work.awaitUnderWay();
    by("submitter").post("/tasks/" + task + "/cancel").then().statusCode(202);

    JsonPath ended = as("submitter").awaitEnd(task);
    assertThat(ended.getString("state")).isEqualTo("cancelled");
    assertThat(ended.getInt("progress.done")).isGreaterThanOrEqualTo(doneBefore).isPositive();
    by("submitter").post("/tasks/" + task + "/cancel").then().statusCode(202);
    by("operator").post("/tasks/" + task + "/restart").then().statusCode(409);
    String events = by("submitter").get("/tasks/" + task + "/events").asString();
    assertThat(events.split("event: ?end\n", -1)).as("one end, the last event").hasSize(2);
    assertThat(events.substring(events.lastIndexOf("event:"))).contains("cancelled");
  }

  @Test
  void walksTheListOfTasksPageByPage() {
    as("operator").createCollection("walk");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(upload("walk", i + ".txt", "Text number " + i + "."));
    }

    List<String> seen = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonPath page = by("submitter").get("/tasks?limit=2&cursor=" + next).jsonPath();
      assertThat(page.getList("items")).hasSizeBetween(0, 2);
      seen.addAll(page.getList("items.id"));
      next = page.getString("next");
    }

    assertThat(seen)
        .containsAll(made)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.<String>reverseOrder());
    made.forEach(as("submitter")::awaitEnd);
    as("operator").request().delete("/collections/walk").then().statusCode(204);
  }

  @Test
  void answersAnIdempotentUploadWithTheSameTask() {
    as("operator").createCollection("once");
    String first = uploadOnce("once", "a.txt");

    assertThat(uploadOnce("once", "a.txt")).isEqualTo(first);
    by("submitter")
        .header("Idempotency-Key", "key-1")
        .multiPart("file", "b.txt", "Other text.".getBytes())
        .post("/collections/once/documents")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:meshwork:problem:idempotency-key-reused"));
    as("submitter").awaitEnd(first);
    as("operator").request().delete("/collections/once").then().statusCode(204);
  }

  @Test
  void wouldNoticeAnAnswerThatIsNotDescribed() {
    var node = description.operation("listModels");
    String described = "{\"items\":[{\"name\":\"m\",\"isDefault\":true,\"loaded\":true}]}";

    assertThat(description.deviations(node, 200, "application/json", described)).isEmpty();
    assertThat(description.deviations(node, 200, "text/plain", described)).isNotEmpty();
    assertThat(description.deviations(node, 299, "application/json", described)).isNotEmpty();
    for (String other :
        List.of("{}", described.replace("true", "1"), described.replace("name", "title"))) {
      assertThat(description.deviations(node, 200, "application/json", other)).isNotEmpty();
    }
  }

  @Test
  void letsEachRoleCallWhatItMayAndNothingElse() {
    assertThat(MATRIX.keySet()).isEqualTo(description.operationIds());
    for (String operation : MATRIX.keySet()) {
      for (String user : List.of("reader", "submitter", "operator", "administrator")) {
        int status = call(by(user), operation);
        if (MATRIX.get(operation).contains(user)) {
          assertThat(status).as("%s by %s", operation, user).isNotIn(401, 403, 500);
        } else {
          assertThat(status).as("%s by %s", operation, user).isEqualTo(403);
        }
      }
      RequestSpecification anonymous = given().baseUri(URL).basePath("/api/v1").filter(contract);
      assertThat(call(anonymous, operation)).as("%s by nobody", operation).isEqualTo(401);
    }
  }

  @Test
  void hidesTasksOfOthersFromWhoIsNoOperator() {
    as("operator").createCollection("private");
    String task =
        by("operator")
            .multiPart("file", "secret.txt", "Some text.".getBytes())
            .post("/collections/private/documents")
            .then()
            .statusCode(202)
            .extract()
            .path("id");

    for (String path : List.of("", "/items", "/events")) {
      by("submitter")
          .get("/tasks/" + task + path)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:meshwork:problem:task-unknown"));
    }
    by("submitter").post("/tasks/" + task + "/cancel").then().statusCode(404);
    List<String> seen = by("submitter").get("/tasks?limit=200").then().extract().path("items.id");
    assertThat(seen).doesNotContain(task);
    as("operator").awaitEnd(task);
    as("operator").request().delete("/collections/private").then().statusCode(204);
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    as("operator").createCollection("malformed");
    String search = "/collections/malformed/search";

    refused(json("operator", "{\"name\":"), "/collections", "request-malformed");
    refused(json("operator", "[]"), "/collections", "request-malformed");
    refused(json("operator", "null"), "/collections", "input-rejected");
    refused(json("operator", ""), "/collections", "input-rejected");
    refused(json("operator", "{\"name\":\"x\",\"colour\":1}"), "/collections", "request-malformed");
    refused(json("operator", "{\"name\":[\"x\"]}"), "/collections", "request-malformed");
    refused(json("operator", Map.of("name", "Ünïcode")), "/collections", "input-rejected");
    refused(json("operator", Map.of("name", "x", "model", "gpt")), "/collections", "model-unknown");
    refused(json("reader", Map.of("query", " ")), search, "input-rejected");
    refused(json("reader", Map.of()), search, "input-rejected");
    refused(json("reader", Map.of("query", "q", "k", 0)), search, "input-rejected");
    refused(json("reader", Map.of("query", "q", "k", 100_000)), search, "input-rejected");
    refused(json("reader", "{\"query\":\"q\",\"k\":4294967297}"), search, "input-rejected");
    refused(json("reader", Map.of("query", "q", "offset", -1)), search, "input-rejected");
    refused(json("reader", Map.of("query", "q", "mode", "magic")), search, "input-rejected");
    refused(
        json("reader", Map.of("query", "q", "filter", Map.of("createdFrom", "yesterday"))),
        search,
        "input-rejected");
    for (String date : List.of("+999999999-12-31", "+300000-01-01", "-9999-01-01")) {
      refused(
          json("reader", Map.of("query", "q", "filter", Map.of("createdTo", date))),
          search,
          "input-rejected");
    }
    for (String text : List.of("\\u0000", "\\ud800")) {
      for (String member : List.of("author", "name", "language", "mediaType", "createdFrom")) {
        String filter = "{\"query\":\"q\",\"filter\":{\"%s\":\"%s\"}}".formatted(member, text);
        refused(json("reader", filter), search, "input-rejected");
      }
      refused(json("reader", "{\"query\":\"%s\"}".formatted(text)), search, "input-rejected");
      refused(
          json("reader", "{\"query\":\"q\",\"mode\":\"%s\"}".formatted(text)),
          search,
          "input-rejected");
      refused(
          json("operator", "{\"name\":\"%s\"}".formatted(text)), "/collections", "input-rejected");
      refused(
          json("operator", "{\"name\":\"x\",\"model\":\"%s\"}".formatted(text)),
          "/collections",
          "model-unknown");
      refused(
          json(
              "submitter",
              "{\"skill\":\"document.ingest\",\"input\":{\"collection\":\"malformed\",\"directory\":\"/%s\"}}"
                  .formatted(text)),
          "/tasks",
          "input-rejected");
    }
    refused(json("reader", "{\"query\":\"q\",\"filter\":\"all\"}"), search, "request-malformed");
    refused(json("submitter", Map.of("skill", "x", "input", "y")), "/tasks", "request-malformed");
    refused(json("submitter", "[".repeat(100_000)), "/tasks", "request-malformed");

    status(json("reader", Map.of("query", "q")).post("/collections/none/search"), 404);
    status(json("submitter", Map.of("skill", "x", "input", Map.of())).post("/tasks"), 422);
    Map<String, Object> nowhere = Map.of("collection", "none", "directory", "/nowhere");
    status(
        json("submitter", Map.of("skill", "document.ingest", "input", nowhere)).post("/tasks"),
        404);
    status(json("operator", "x".repeat(2 << 20)).post("/collections"), 413);
    status(by("operator").contentType("text/plain").body("x").post("/collections"), 415);
    status(by("reader").accept("text/html").get("/collections"), 406);
    status(by("reader").get("/collections?limit=201"), 400);
    status(by("reader").get("/collections?limit=many"), 400);
    status(by("reader").get("/collections?cursor=%25"), 400);
    status(by("submitter").get("/tasks?state=asleep"), 400);
    for (String nul : List.of("%00", "%ED%A0%80")) {
      status(raw("submitter").get("/tasks?skill=" + nul), 400);
      status(raw("submitter").get("/tasks?state=" + nul), 400);
      status(raw("reader").get("/collections/" + nul), 400);
      assertThat(raw("reader").get("/collections/malformed/documents?prefix=" + nul).statusCode())
          .isEqualTo(200);
    }
    String cursorOfNul = "AA";
    status(by("submitter").get("/tasks?cursor=" + cursorOfNul), 400);
    assertThat(by("reader").get("/collections?cursor=" + cursorOfNul).statusCode()).isEqualTo(200);
    status(by("submitter").get("/tasks/1"), 404);
    status(by("reader").get("/collections/malformed/documents/1"), 400);
    status(by("submitter").header("Last-Event-ID", "x").get("/tasks/" + NOBODY + "/events"), 404);
    status(as("reader").request().get("/nothing"), 404);
    as("reader")
        .request()
        .put("/collections")
        .then()
        .statusCode(405)
        .header("Allow", notNullValue());
    as("operator").request().delete("/collections/malformed").then().statusCode(204);
  }

  private static void refused(RequestSpecification request, String path, String slug) {
    request
        .post(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meshwork:problem:" + slug))
        .body("remedy", equalTo("correct-input"));
  }

  private static void status(io.restassured.response.Response response, int status) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status));
  }

  private String upload(String collection, String name, String text) {
    return by("submitter")
        .multiPart("file", name, text.getBytes())
        .post("/collections/" + collection + "/documents")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private String uploadOnce(String collection, String name) {
    return by("submitter")
        .header("Idempotency-Key", "key-1")
        .multiPart("file", name, "The same text.".getBytes())
        .post("/collections/" + collection + "/documents")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** With what no role can do any harm: things that are not there. */
  private int call(RequestSpecification request, String operation) {
    var described = description.operation(operation);
    String path =
        described
            .path()
            .substring("/api/v1".length())
            .replace("{collection}", "none")
            .replaceAll("\\{[^}]+}", NOBODY);
    switch (operation) {
      case "createCollection", "search", "submitTask", "connectPeer" ->
          request.contentType(ContentType.JSON).body("{}");
      case "uploadDocuments" -> request.multiPart("file", "x.txt", new byte[] {'x'});
      case "searchByAddress" -> path += "?q=x";
      default -> request.accept(ContentType.ANY);
    }
    return request
        .request(described.method().toUpperCase(java.util.Locale.ROOT), path)
        .statusCode();
  }

  private static Map<String, Set<String>> matrix() {
    Set<String> read = Set.of("reader", "submitter", "operator", "administrator");
    Set<String> submit = Set.of("submitter", "operator", "administrator");
    Set<String> operate = Set.of("operator", "administrator");
    Map<String, Set<String>> matrix = new TreeMap<>();
    List.of(
            "listCollections",
            "getCollection",
            "listDocuments",
            "getDocument",
            "getDocumentText",
            "getDocumentContent",
            "search",
            "searchByAddress",
            "listModels",
            "getMesh",
            "listPeers",
            "getPeer",
            "getNode")
        .forEach(it -> matrix.put(it, read));
    List.of(
            "uploadDocuments",
            "submitTask",
            "listTasks",
            "getTask",
            "listTaskItems",
            "cancelTask",
            "watchTask")
        .forEach(it -> matrix.put(it, submit));
    List.of(
            "createCollection",
            "deleteCollection",
            "deleteDocument",
            "stopTask",
            "restartTask",
            "connectPeer",
            "disconnectPeer")
        .forEach(it -> matrix.put(it, operate));
    List.of("blockPeer", "unblockPeer").forEach(it -> matrix.put(it, Set.of("administrator")));
    return matrix;
  }
}
