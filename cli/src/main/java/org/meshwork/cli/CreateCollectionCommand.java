package org.meshwork.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.CollectionView;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description = "Creates a collection. Its model, precision and chunking stay as they are then.")
final class CreateCollectionCommand extends RemoteCommand {
  @Parameters(paramLabel = "COLLECTION", description = "The new collection's name.")
  private String name;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is about.")
  private Optional<String> description = Optional.empty();

  @Option(names = "--model", paramLabel = "MODEL", description = "The embedding model's name.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "full|half",
      description = "Of the vectors; half takes half of the space.")
  private Optional<String> precision = Optional.empty();

  @Option(
      names = "--chunking",
      paramLabel = "structure|tokens|sentences",
      description = "How documents are cut.")
  private Optional<String> strategy = Optional.empty();

  @Option(names = "--chunk-size", paramLabel = "TOKENS", description = "Of a chunk, at most.")
  private Optional<Integer> size = Optional.empty();

  @Option(
      names = "--chunk-overlap",
      paramLabel = "TOKENS",
      description = "That a chunk shares with the one before.")
  private Optional<Integer> overlap = Optional.empty();

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer created = api.createCollection(body());
    CollectionView view = created.as(CollectionView.class);
    output.result(created, "Created.\n" + DescribeCollectionCommand.text(view));
    return ExitCode.OK;
  }

  private Map<String, Object> body() {
    Map<String, Object> chunking = new LinkedHashMap<>();
    strategy.ifPresent(value -> chunking.put("strategy", value));
    size.ifPresent(value -> chunking.put("size", value));
    overlap.ifPresent(value -> chunking.put("overlap", value));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    description.ifPresent(value -> body.put("description", value));
    model.ifPresent(value -> body.put("model", value));
    precision.ifPresent(value -> body.put("precision", value));
    if (!chunking.isEmpty()) {
      body.put("chunking", chunking);
    }
    return body;
  }
}
