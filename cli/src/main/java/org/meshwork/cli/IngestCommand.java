package org.meshwork.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ingest",
    description = {
      "Ingests files, and everything under directories but hidden files and links, into a collection.",
      "Ctrl-C detaches: the node goes on, and the command to re-attach is printed."
    })
final class IngestCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "COLLECTION", description = "The collection's name.")
  private String collection;

  @Parameters(index = "1..*", paramLabel = "PATH", description = "Files and directories here.")
  private List<Path> paths = List.of();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "A directory of the server, one that its administrator has allowed.")
  private Optional<String> directory = Optional.empty();

  @Option(
      names = "--priority",
      paramLabel = "0..9",
      description = "With --directory: the task's priority, 4 unless told.")
  private Optional<Integer> priority = Optional.empty();

  @Option(names = "--detach", description = "Hand the documents over and do not wait for the end.")
  private boolean detach;

  @Option(
      names = "--batch-files",
      paramLabel = "N",
      defaultValue = "500",
      description = "At most so many files to an upload (${DEFAULT-VALUE}); an upload is a task.")
  private int batchFiles;

  @Option(
      names = "--batch-megabytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "At most so many megabytes to an upload (${DEFAULT-VALUE}).")
  private long batchMegabytes;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    check();
    try (Ingestion ingestion = new Ingestion(api, surroundings(), output, collection)) {
      if (directory.isPresent()) {
        ingestion.handOver(directory.get(), priority);
      } else {
        Harvest.BatchSize size = new Harvest.BatchSize(batchFiles, batchMegabytes * 1_000_000);
        ingestion.handOver(FileWalk.of(paths), size);
      }
      return detach ? detached(ingestion, output) : ended(ingestion, output);
    }
  }

  private void check() {
    if (directory.isPresent() == !paths.isEmpty()) {
      throw Failure.usage(
          "Either paths of this machine or a directory of the server is to be named.",
          "See `meshctl ingest --help`.");
    }
    if (batchFiles < 1 || batchMegabytes < 1) {
      throw Failure.usage(
          "A batch holds at least one file and one megabyte.", "Correct the number.");
    }
  }

  private static ExitCode detached(Ingestion ingestion, Output output) {
    ingestion.detach();
    List<DocumentFailure> failures = ingestion.failures();
    output.result(
        Map.of(
            "tasks", ingestion.tasks().stream().map(Answer::json).toList(),
            "failures", failures.stream().map(DocumentFailure::shown).toList()),
        "%d tasks handed over.".formatted(ingestion.tasks().size())
            + (failures.isEmpty() ? "" : "\nNot sent:" + DocumentFailure.list(failures)));
    return failures.isEmpty() ? ExitCode.OK : ExitCode.TASK_FAILED;
  }

  private static ExitCode ended(Ingestion ingestion, Output output) {
    IngestReport report = ingestion.untilEnd();
    output.result(report, report.text(ingestion.failures()));
    return report.exitCode();
  }
}
