package org.meshwork.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.SearchView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "search", description = "Searches a collection.")
final class SearchCommand extends RemoteCommand {
  @Parameters(index = "0", paramLabel = "COLLECTION", description = "The collection's name.")
  private String collection;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "QUERY",
      description = "A question or some words; several arguments are one query.")
  private List<String> query;

  @Option(
      names = "-k",
      paramLabel = "N",
      description = "How many hits (10); the node sets the most, 100 unless its administrator did.")
  private Optional<Integer> k = Optional.empty();

  @Option(names = "--offset", paramLabel = "N", description = "Leave out so many of the best (0).")
  private Optional<Integer> offset = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "hybrid|vector|text",
      description = "By meaning, by words, or both (hybrid).")
  private Optional<String> mode = Optional.empty();

  @Option(names = "--explain", description = "Show the plan and the time of each stage.")
  private boolean explain;

  @Option(
      names = "--language",
      paramLabel = "LL",
      description = "Only documents in it, such as en.")
  private Optional<String> language = Optional.empty();

  @Option(names = "--media-type", paramLabel = "TYPE", description = "Only documents of it.")
  private Optional<String> mediaType = Optional.empty();

  @Option(names = "--author", paramLabel = "NAME", description = "Only documents by them.")
  private Optional<String> author = Optional.empty();

  @Option(names = "--name", paramLabel = "PREFIX", description = "Only documents named so.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--created-from",
      paramLabel = "DATE",
      description = "Only documents of that day or later, such as 2026-01-31.")
  private Optional<String> createdFrom = Optional.empty();

  @Option(
      names = "--created-to",
      paramLabel = "DATE",
      description = "Only documents of that day or earlier.")
  private Optional<String> createdTo = Optional.empty();

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer found = api.search(collection, body());
    SearchView view = found.as(SearchView.class);
    output.result(found, new HitsText(output.colours()).of(view));
    return ExitCode.OK;
  }

  private Map<String, Object> body() {
    Map<String, Object> filter = new LinkedHashMap<>();
    language.ifPresent(value -> filter.put("language", value));
    mediaType.ifPresent(value -> filter.put("mediaType", value));
    author.ifPresent(value -> filter.put("author", value));
    name.ifPresent(value -> filter.put("name", value));
    createdFrom.ifPresent(value -> filter.put("createdFrom", value));
    createdTo.ifPresent(value -> filter.put("createdTo", value));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", String.join(" ", query));
    mode.ifPresent(value -> body.put("mode", value));
    k.ifPresent(value -> body.put("k", value));
    offset.ifPresent(value -> body.put("offset", value));
    if (!filter.isEmpty()) {
      body.put("filter", filter);
    }
    if (explain) {
      body.put("explain", true);
    }
    return body;
  }
}
