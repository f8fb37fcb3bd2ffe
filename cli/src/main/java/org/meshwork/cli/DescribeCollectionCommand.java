package org.meshwork.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.CollectionView;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "describe", description = "Shows one collection and how much is in it.")
final class DescribeCollectionCommand extends RemoteCommand {
  @Parameters(paramLabel = "COLLECTION", description = "The collection's name.")
  private String name;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer collection = api.collection(name);
    output.result(collection, text(collection.as(CollectionView.class)));
    return ExitCode.OK;
  }

  static String text(CollectionView view) {
    List<String> lines = new ArrayList<>();
    add(lines, "name", Optional.of(view.name()));
    add(lines, "description", view.description());
    add(lines, "documents", view.stats().map(s -> Long.toString(s.documents())));
    add(lines, "chunks", view.stats().map(s -> Long.toString(s.chunks())));
    add(lines, "model", view.model());
    add(lines, "dimension", view.dimension().map(String::valueOf));
    add(lines, "precision", view.precision());
    add(lines, "chunking", view.chunking().map(CollectionView.Chunking::toString));
    add(lines, "languages", view.languages().map(languages -> String.join(", ", languages)));
    add(lines, "created", Optional.of(TaskText.time(view.createdAt())));
    add(lines, "created by", view.createdBy());
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String name, Optional<String> value) {
    value
        .map(PlainText::of)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> lines.add("%-12s %s".formatted(name, text)));
  }
}
