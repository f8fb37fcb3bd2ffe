package org.meshwork.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meshwork.bench.Results.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Submissions over REST against a servlet that inserts one row, with an empty and a long waiting
 * line. The node's queues are paused meanwhile, so that planning and running tasks takes nothing
 * from either; a last row says what is left when they are not.
 */
@Command(
    name = "submit",
    description = "Submissions per second against a servlet that inserts one row.",
    mixinStandardHelpOptions = true)
final class SubmitBench implements Callable<Integer> {
  private static final int CLIENTS = 16;
  private static final double MIN_SHARE = 0.6;
  private static final int MIN_PER_SECOND = 1_000;
  private static final double MAX_SLOWER = 0.2;

  @Mixin private Options options = new Options();

  @Option(names = "--queued", description = "The waiting line (default: ${DEFAULT-VALUE}).")
  private int queued = 100_000;

  SubmitBench() {}

  SubmitBench(Options options) {
    this.options = options;
  }

  private record Rates(Samples node, Samples servlet, Samples share) {}

  @Override
  public Integer call() throws Exception {
    Node node = options.node();
    NodeApi api = new NodeApi(node);
    String collection = "bench-submit-" + System.currentTimeMillis();
    Path directory = Files.createDirectories(node.cache().resolve("empty"));
    api.createCollection(collection);
    requireAllowed(node, body(api, collection, directory), directory);
    Rates free;
    Rates full;
    Rates running;
    WarmUp whole;
    WarmUp paused;
    try (WaitingLine line = new WaitingLine(node, collection)) {
      String body = body(api, collection, directory);
      try (BareServlet servlet = new BareServlet(node)) {
        whole = warmUp(node, body, line);
        line.pause();
        paused = warmUp(node, body, line);
        free = rates(node, body, line, 0);
        full = rates(node, body, line, queued);
        line.clear();
        line.resume();
        running = rates(node, body, line, 0);
      }
      line.clear();
    } finally {
      api.deleteCollection(collection);
    }
    report(free, full, running, "%s; then with the queues paused %s".formatted(whole, paused));
    return 0;
  }

  private static void requireAllowed(Node node, String body, Path directory) throws IOException {
    try (HttpConnection connection = new HttpConnection(node.url())) {
      connection.post("/api/v1/tasks", node.authorization(), body, 202);
    } catch (HttpConnection.Refused e) {
      throw new IllegalStateException(
          "The node refuses to ingest %1$s: start it with MESHWORK_INGESTION_DIRECTORIES=%1$s ./meshwork up"
              .formatted(directory),
          e);
    }
  }

  private void report(Rates free, Rates full, Rates running, String warmUp) throws Exception {
    Section section = new Section("Submission of tasks", "bench submit");
    double share = free.share().median();
    double slower = 1 - full.node().median() / free.node().median();
    section.row("servlet that inserts one row, 1/s", Results.number(free.servlet().median()));
    section.row(
        "submissions/s",
        Results.number(free.node().median()),
        "≥ " + MIN_PER_SECOND,
        free.node().median() >= MIN_PER_SECOND);
    section.row(
        "submissions / servlet", Results.number(share), "≥ " + MIN_SHARE, share >= MIN_SHARE);
    section.row(
        "submissions/s with %,d tasks waiting".formatted(queued),
        Results.number(full.node().median()),
        "≥ " + MIN_PER_SECOND,
        full.node().median() >= MIN_PER_SECOND);
    section.row("slower by", Results.number(slower), "≤ " + MAX_SLOWER, slower <= MAX_SLOWER);
    section.row("servlet meanwhile, 1/s", Results.number(full.servlet().median()));
    section.row(
        "submissions/s while tasks are planned and run as well",
        Results.number(running.node().median()),
        "≥ " + MIN_PER_SECOND,
        running.node().median() >= MIN_PER_SECOND);
    section.row("servlet by turns with that, 1/s", Results.number(running.servlet().median()));
    section.note(
        "%d clients, %d s each, medians of %d rounds, node and servlet by turns, after warming up (%s); the line is cleared, or made as long as it says, before each load; the clients run on the same machine."
            .formatted(CLIENTS, options.seconds(), options.rounds(), warmUp));
    options.results().write(section);
  }

  private static String body(NodeApi api, String collection, Path directory) {
    ObjectNode body = api.object().put("skill", "document.ingest");
    body.putObject("input").put("collection", collection).put("directory", directory.toString());
    return body.toString();
  }

  private WarmUp warmUp(Node node, String body, WaitingLine line) throws Exception {
    return WarmUp.of(
        node,
        () -> {
          line.clear();
          return load(node, BareServlet.PATH, body) + submissions(node, body);
        });
  }

  private Rates rates(Node node, String body, WaitingLine line, int waiting) throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      line.clear();
      line.add(waiting);
      double servlet = load(node, BareServlet.PATH, body);
      double submissions = submissions(node, body);
      bare.add(servlet);
      ours.add(submissions);
      shares.add(submissions / servlet);
    }
    return new Rates(Samples.of(ours), Samples.of(bare), Samples.of(shares));
  }

  private double submissions(Node node, String body) throws Exception {
    return load(node, "/api/v1/tasks", body);
  }

  private double load(Node node, String path, String body) throws Exception {
    return Load.of(
            CLIENTS,
            options.seconds(),
            client -> {
              HttpConnection connection = new HttpConnection(node.url());
              return Load.client(
                  turn -> connection.post(path, node.authorization(), body, 202), connection);
            })
        .perSecond();
  }
}
