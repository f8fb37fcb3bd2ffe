package org.meshwork.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.CollectionView;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The part of {@code ./meshwork demo} that talks to the node. */
@Command(
    name = "demo",
    hidden = true,
    description = "Ingests a corpus and asks questions of it; used by ./meshwork demo.")
final class DemoCommand extends RemoteCommand {
  private static final String COLLECTION = "demo";
  private static final int HITS = 3;

  @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "The documents.")
  private Path corpus;

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description =
          "A question a line, # begins a remark (default: questions.txt beside the corpus).")
  private Optional<Path> questions = Optional.empty();

  @Option(
      names = "--phases",
      paramLabel = "FILE",
      description = "What was done before: a name and seconds a line.")
  private Optional<Path> phases = Optional.empty();

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    List<String> asked = questions();
    Phases measured = phases.map(Phases::read).orElseGet(Phases::new);
    DemoReport report;
    try (Ingestion ingestion = new Ingestion(api, surroundings(), output, COLLECTION)) {
      IngestReport ingested = measured.measure("ingest", () -> ingest(api, ingestion));
      List<DemoReport.Asked> answers = measured.measure("search", () -> ask(api, asked));
      CollectionView collection = api.collection(COLLECTION).as(CollectionView.class);
      report = DemoReport.of(measured, ingested, collection, answers);
      output.result(report, new DemoText(output.colours()).of(report, ingestion.failures()));
    }
    return report.exitCode();
  }

  private IngestReport ingest(MeshworkApi api, Ingestion ingestion) {
    provideCollection(api);
    ingestion.handOver(FileWalk.of(List.of(corpus)), Ingestion.USUAL_BATCH);
    return ingestion.untilEnd();
  }

  private static void provideCollection(MeshworkApi api) {
    try {
      api.collection(COLLECTION);
    } catch (Failure e) {
      if (e.exitCode() != ExitCode.NOT_FOUND) {
        throw e;
      }
      String description = "The documents of ./meshwork demo";
      api.createCollection(Map.of("name", COLLECTION, "description", description));
    }
  }

  private static List<DemoReport.Asked> ask(MeshworkApi api, List<String> questions) {
    return questions.stream()
        .map(
            question -> {
              Answer found = api.search(COLLECTION, Map.of("query", question, "k", HITS));
              return DemoReport.Asked.of(question, found);
            })
        .toList();
  }

  private List<String> questions() {
    Path file = questions.orElseGet(() -> corpus.resolveSibling("questions.txt"));
    try (var lines = Files.lines(file)) {
      List<String> found =
          lines.map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
      if (found.isEmpty()) {
        throw Failure.usage(file + " holds no question.", "Write one a line.");
      }
      return found;
    } catch (IOException e) {
      throw Failure.usage(file + " cannot be read.", "Name the questions with --questions.");
    }
  }
}
