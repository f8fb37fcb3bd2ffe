package org.meshwork.cli;

import static org.meshwork.cli.client.EventScript.event;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.meshwork.cli.client.EventScript;
import org.meshwork.cli.client.FakeNode;

/**
 * The part of a fake node that takes documents into the collection {@code notes}. A document called
 * corrupt fails; an upload with one called huge is refused as a whole; every other document becomes
 * three chunks.
 */
final class FakeIngestion {
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final String UPLOAD = "POST /api/v1/collections/%s/documents";

  private final FakeNode node;
  private final String collection;
  private final AtomicInteger tasks = new AtomicInteger();
  private final List<String> accepted = new CopyOnWriteArrayList<>();

  FakeIngestion(FakeNode node, String collection) {
    this.node = node;
    this.collection = collection;
  }

  FakeIngestion start() {
    node.on(
        "GET /api/v1/collections/" + collection,
        "{\"name\": \"%s\", \"stats\": {\"documents\": 50, \"chunks\": 150}}"
            .formatted(collection));
    node.on(UPLOAD.formatted(collection), this::upload);
    node.on(
        "POST /api/v1/tasks",
        (exchange, request) -> accept(exchange, List.of("server/a.md", "server/corrupt.pdf")));
    return this;
  }

  List<FakeNode.Request> uploads() {
    return node.requests(UPLOAD.formatted(collection));
  }

  List<String> accepted() {
    return accepted;
  }

  private void upload(HttpExchange exchange, FakeNode.Request request) throws IOException {
    List<String> names = FILE_NAME.matcher(request.body()).results().map(r -> r.group(1)).toList();
    if (names.stream().anyMatch(name -> name.contains("huge"))) {
      String problem = "{\"title\": \"Too large\", \"detail\": \"more than 100 MiB\"}";
      FakeNode.reply(exchange, 413, "application/problem+json", problem);
      return;
    }
    accept(exchange, names);
  }

  private void accept(HttpExchange exchange, List<String> names) throws IOException {
    accepted.addAll(names);
    String id = "task-" + tasks.incrementAndGet();
    long failed = names.stream().filter(name -> name.contains("corrupt")).count();
    String end = task(id, "completed", names.size(), failed);
    node.on("GET /api/v1/tasks/" + id, end);
    node.on(
        "GET /api/v1/tasks/" + id + "/events",
        new EventScript(node)
            .then(
                EventScript.Ending.CLOSED,
                ": still here\n\n",
                event(1, "state", task(id, "running", names.size(), 0)),
                event(2, "end", end)));
    node.on("GET /api/v1/tasks/" + id + "/items", items(names));
    FakeNode.reply(exchange, 202, "application/json", task(id, "queued", names.size(), 0));
  }

  private static String task(String id, String state, long total, long failed) {
    long done = state.equals("completed") ? total - failed : 0;
    return """
    {"id": "%s", "skill": "document.ingest", "state": "%s", "stopped": false, "unknownToMeshctl": 1,
     "progress": {"total": %d, "done": %d, "failed": %d, "chunks": %d}}"""
        .formatted(id, state, total, done, failed, done * 3);
  }

  /** The failed ones, which are the only ones that an ingestion asks for. */
  private static String items(List<String> names) {
    List<String> failed =
        names.stream()
            .filter(name -> name.contains("corrupt"))
            .map(
                name ->
                    """
                    {"n": 1, "name": "%s", "state": "failed", "chunks": 0, "problem":
                     {"type": "urn:meshwork:problem:document-unreadable", "title": "Unreadable",
                      "detail": "no trailer", "remedy": "correct-input"}}"""
                        .formatted(name))
            .toList();
    return "{\"items\": [" + String.join(",", failed) + "]}";
  }

  static List<String> names(FakeNode.Request upload) {
    return FILE_NAME.matcher(upload.body()).results().map((MatchResult r) -> r.group(1)).toList();
  }
}
