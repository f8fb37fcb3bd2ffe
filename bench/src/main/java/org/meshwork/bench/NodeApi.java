package org.meshwork.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The node's HTTP API, as far as benchmarks use it. */
final class NodeApi {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String BOUNDARY = "meshwork-bench-5a1f0c";

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Node node;

  NodeApi(Node node) {
    this.node = node;
  }

  ObjectNode object() {
    return mapper.createObjectNode();
  }

  void createCollection(String name) {
    send(
        "POST", "collections", BodyPublishers.ofString(object().put("name", name).toString()), 201);
  }

  boolean hasCollection(String name) {
    return exchange("GET", "collections/" + name, BodyPublishers.noBody(), "application/json")
            .statusCode()
        == 200;
  }

  void deleteCollection(String name) {
    send("DELETE", "collections/" + name, BodyPublishers.noBody(), 204);
  }

  JsonNode search(String collection, String query, String mode, int k, boolean explain) {
    ObjectNode body =
        object().put("query", query).put("mode", mode).put("k", k).put("explain", explain);
    return send(
        "POST",
        "collections/%s/search".formatted(collection),
        BodyPublishers.ofString(body.toString()),
        200);
  }

  /** Uploads all files as one task, and returns the task's id. */
  String upload(String collection, Path folder, List<Path> files) throws IOException {
    List<BodyPublisher> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(
          BodyPublishers.ofString(
              "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                  .formatted(BOUNDARY, folder.relativize(file))));
      parts.add(BodyPublishers.ofFile(file));
      parts.add(BodyPublishers.ofString("\r\n"));
    }
    parts.add(BodyPublishers.ofString("--%s--\r\n".formatted(BOUNDARY)));
    HttpResponse<String> response =
        exchange(
            "POST",
            "collections/%s/documents".formatted(collection),
            BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)),
            "multipart/form-data; boundary=" + BOUNDARY);
    return require(response, 202).get("id").asText();
  }

  JsonNode task(String id) {
    return send("GET", "tasks/" + id, BodyPublishers.noBody(), 200);
  }

  private JsonNode send(String method, String path, BodyPublisher body, int expected) {
    return require(exchange(method, path, body, "application/json"), expected);
  }

  private JsonNode require(HttpResponse<String> response, int expected) {
    if (response.statusCode() != expected) {
      throw new IllegalStateException(
          "%s answered %d: %s"
              .formatted(response.request().uri(), response.statusCode(), response.body()));
    }
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> exchange(
      String method, String path, BodyPublisher body, String contentType) {
    HttpRequest request =
        HttpRequest.newBuilder(node.url().resolve("/api/v1/" + path))
            .timeout(PATIENCE)
            .header("Authorization", node.authorization())
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
