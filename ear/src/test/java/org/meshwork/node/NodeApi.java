package org.meshwork.node;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A node's REST API, as the tests use it: one user, everything in JSON. */
public final class NodeApi {
  private static final Duration TASK = Duration.ofMinutes(5);

  private final String url;
  private final String user;

  public NodeApi(String url, String user) {
    this.url = url;
    this.user = user;
  }

  /** Every test user has the same password, which the build has drawn. */
  public RequestSpecification request() {
    return given()
        .baseUri(url)
        .basePath("/api/v1")
        .auth()
        .preemptive()
        .basic(user, System.getProperty("meshwork.test.password"));
  }

  public void createCollection(String name) {
    request()
        .contentType("application/json")
        .body(Map.of("name", name))
        .post("/collections")
        .then()
        .statusCode(201);
  }

  /** Uploads files under their paths below a folder; returns the task's id. */
  public String upload(String collection, Path folder, List<Path> files) {
    RequestSpecification request = request();
    for (Path file : files) {
      request.multiPart(
          "file", folder.relativize(file).toString(), read(file), "application/octet-stream");
    }
    return request
        .post("/collections/" + collection + "/documents")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  public JsonPath task(String id) {
    return request().get("/tasks/" + id).then().statusCode(200).extract().jsonPath();
  }

  public JsonPath awaitEnd(String id) {
    return await("the end of task " + id)
        .atMost(TASK)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> task(id),
            task -> List.of("completed", "failed", "cancelled").contains(task.getString("state")));
  }

  public static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
