package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.Json;
import org.meshwork.cli.client.PageView;
import org.meshwork.cli.client.Paging;
import picocli.CommandLine.Option;

/** How much of a list is wanted; to be mixed into a command. */
final class ListOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many entries, 1 to 200 (${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where to go on, as the list before said.")
  private Optional<String> cursor = Optional.empty();

  @Option(names = "--all", description = "The whole list.")
  private boolean all;

  /** One page, or with --all every page as one. */
  Answer fetch(Function<Paging, Answer> list) {
    if (limit < 1 || limit > Paging.MAX_LIMIT) {
      throw Failure.usage("--limit is 1 to " + Paging.MAX_LIMIT + ".", "For more, use --all.");
    }
    if (!all) {
      return list.apply(new Paging(cursor, limit));
    }
    List<JsonNode> items = new ArrayList<>();
    Optional<String> next = cursor;
    do {
      PageView page = list.apply(new Paging(next, Paging.MAX_LIMIT)).as(PageView.class);
      items.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("items", items);
    return new Answer(Json.tree(whole));
  }

  /** What follows a table when the list goes on. */
  static String more(PageView page) {
    return page.next().map(next -> "\nMore: --all, or --cursor " + PlainText.of(next)).orElse("");
  }
}
