package org.meshwork.bench;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import org.meshwork.bench.Passages.Passage;
import org.meshwork.bench.Results.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Search over many passages of real text: how much of the exact result the node finds, what it adds
 * to embedding and SQL, and how many requests it serves compared with a bare loop. The texts, their
 * vectors and the collection stay for the next run.
 */
@Command(
    name = "search",
    description = "Recall, added time and requests/s of search over passages of real text.",
    mixinStandardHelpOptions = true)
final class SearchBench implements Callable<Integer> {
  private static final int DEFAULT_PASSAGES = 100_000;

  @Mixin private Options options = new Options();

  @Option(names = "--passages", description = "How many (default: ${DEFAULT-VALUE}).")
  private int count = DEFAULT_PASSAGES;

  @Option(names = "--questions", description = "How many (default: ${DEFAULT-VALUE}).")
  private int questions = 500;

  SearchBench() {}

  SearchBench(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    Node node = options.node();
    Passages text = new Passages(count, questions);
    text.read(new DebianText(node.cache()).pages());
    if (text.passages().size() < count) {
      throw new IllegalStateException(
          "The packages gave %d passages only.".formatted(text.passages().size()));
    }
    Section section =
        new Section(
            "Search", "bench search" + (count == DEFAULT_PASSAGES ? "" : " --passages " + count));
    section.row("passages", "%,d".formatted(count));
    WarmUp warmUp;
    try (Models models = new Models();
        Connection connection = node.connect()) {
      String collection = load(node, models, connection, text.passages());
      SearchMeasurements measurements =
          new SearchMeasurements(
              node, models.model(), collection, text.questions(), options, section);
      measurements.recall(connection);
      warmUp = WarmUp.of(node, measurements::load);
      for (String mode : SearchMeasurements.MODES) {
        measurements.times(mode);
        measurements.throughput(mode);
      }
    }
    section.note(
        "Passages of one to three sentences out of Debian's documentation packages; questions are the beginnings of sentences that are in no passage. Exact search sorts all passages by distance. Measured after warming up (%s)."
            .formatted(warmUp));
    options.results().write(section);
    return 0;
  }

  private static String load(
      Node node, Models models, Connection connection, List<Passage> passages) throws Exception {
    NodeApi api = new NodeApi(node);
    String collection = "bench-search-%d".formatted(passages.size());
    if (api.hasCollection(collection)) {
      if (new PassageCollection(connection, collection).size() == passages.size()) {
        return collection;
      }
      api.deleteCollection(collection);
    }
    float[][] vectors =
        new VectorCache(models.model(), node.cache())
            .passages(passages.stream().map(Passage::text).toList());
    api.createCollection(collection);
    long start = System.nanoTime();
    new PassageCollection(connection, collection).load(passages, vectors);
    System.out.printf("loaded and indexed in %.0f s%n", (System.nanoTime() - start) / 1e9);
    return collection;
  }
}
