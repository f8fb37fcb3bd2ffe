package org.meshwork.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.meshwork.bench.Results.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How much of the model's own throughput is left when documents are uploaded, parsed, chunked,
 * embedded and written: the same texts, by turns, through the node and through a loop around the
 * model.
 */
@Command(
    name = "ingest",
    description = "Chunks per second of the node against a loop around the model.",
    mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
  private static final double TARGET = 0.85;

  @Mixin private Options options = new Options();

  @Option(
      names = "--corpus",
      description = "The folder of documents (default: demo/corpus of the checkout).")
  private Path corpus;

  IngestBench() {}

  IngestBench(Options options) {
    this.options = options;
  }

  private record Ingestion(List<String> texts, double taskSeconds, double wholeSeconds) {}

  @Override
  public Integer call() throws Exception {
    Node node = options.node();
    NodeApi api = new NodeApi(node);
    Path folder = corpus == null ? node.checkout().resolve("demo/corpus") : corpus;
    List<Double> ratios = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    Ingestion last = null;
    WarmUp warmUp;
    try (Models models = new Models()) {
      warmUp = WarmUp.of(node, () -> ingest(node, api, folder));
      for (int round = 0; round < options.rounds(); round++) {
        last = ingest(node, api, folder);
        double loop = models.passagesPerSecond(last.texts());
        double through = last.texts().size() / last.taskSeconds();
        ours.add(through);
        bare.add(loop);
        ratios.add(through / loop);
      }
    }
    report(folder, last, warmUp, Samples.of(ours), Samples.of(bare), Samples.of(ratios));
    return 0;
  }

  private void report(
      Path folder, Ingestion last, WarmUp warmUp, Samples ours, Samples bare, Samples ratios)
      throws IOException {
    Section section = new Section("Ingestion", "bench ingest");
    section.row("chunks of " + folder.getFileName(), String.valueOf(last.texts().size()));
    section.row(
        "characters per chunk, mean",
        Results.number(last.texts().stream().mapToInt(String::length).average().orElse(0)));
    section.row("node, chunks/s (task started to finished)", Results.number(ours.median()));
    section.row("loop around the model, chunks/s", Results.number(bare.median()));
    section.row(
        "node / loop", Results.number(ratios.median()), "≥ " + TARGET, ratios.median() >= TARGET);
    section.row(
        "last round with its upload and planning, s, of which the task took",
        "%s, %s"
            .formatted(Results.number(last.wholeSeconds()), Results.number(last.taskSeconds())));
    section.note(
        "Medians of %d rounds, node and loop by turns, after warming up (%s); %d threads each; a new collection each time."
            .formatted(options.rounds(), warmUp, Models.THREADS));
    options.results().write(section);
  }

  private static Ingestion ingest(Node node, NodeApi api, Path folder) throws Exception {
    String collection = "bench-ingest-" + System.currentTimeMillis();
    api.createCollection(collection);
    try {
      long start = System.nanoTime();
      String task = api.upload(collection, folder, files(folder));
      JsonNode ended = await(api, task);
      double whole = (System.nanoTime() - start) / 1e9;
      Duration took =
          Duration.between(
              Instant.parse(ended.get("startedAt").asText()),
              Instant.parse(ended.get("finishedAt").asText()));
      return new Ingestion(texts(node, collection), took.toMillis() / 1e3, whole);
    } finally {
      api.deleteCollection(collection);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static JsonNode await(NodeApi api, String id) throws InterruptedException {
    JsonNode task = api.task(id);
    while (!task.has("finishedAt")) {
      Thread.sleep(200);
      task = api.task(id);
    }
    if (!task.get("state").asText().equals("completed")) {
      throw new IllegalStateException("The ingestion did not complete: " + task);
    }
    return task;
  }

  private static List<String> texts(Node node, String collection) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select text from chunk_%d order by extract_id, ordinal"
                    .formatted(PassageCollection.id(connection, collection)))) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
