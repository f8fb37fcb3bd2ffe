package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.meshwork.cli.client.SearchView;
import org.meshwork.cli.client.SearchView.Highlight;
import org.meshwork.cli.client.SearchView.Hit;

/**
 * Hits in words: title, source place, score and its parts, and the snippet with the words that were
 * found.
 */
record HitsText(boolean colours) {
  String of(SearchView found) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < found.hits().size(); i++) {
      text.append(hit(i + 1, found.hits().get(i))).append("\n\n");
    }
    int hits = found.hits().size();
    String count = hits == 0 ? "Nothing was found" : hits == 1 ? "1 hit" : hits + " hits";
    text.append("%s in %.0f ms.".formatted(count, found.tookMillis()));
    found.explain().ifPresent(explanation -> text.append(explained(explanation)));
    return text.toString();
  }

  String hit(int rank, Hit hit) {
    String name = PlainText.of(hit.document().name());
    String title = hit.document().title().map(PlainText::of).filter(t -> !t.isEmpty()).orElse(name);
    return "%d. %s\n   %s\n   score %.4f%s\n   %s"
        .formatted(
            rank,
            colours ? "\u001B[1m" + title + "\u001B[0m" : title,
            place(hit),
            hit.score(),
            parts(hit),
            snippet(hit.snippet()));
  }

  private static String place(Hit hit) {
    List<String> path = hit.chunk().headingPath().orElse(List.of());
    String headings = path.isEmpty() ? "" : " › " + PlainText.of(String.join(" › ", path));
    return "%s%s, characters %d–%d"
        .formatted(
            PlainText.of(hit.document().name()), headings, hit.chunk().start(), hit.chunk().end());
  }

  private static String parts(Hit hit) {
    Map<String, Double> scores = hit.scores().orElse(Map.of());
    StringBuilder text = new StringBuilder();
    for (String part : List.of("vector", "text")) {
      Double score = scores.get(part);
      Double rank = scores.get(part + "Rank");
      if (score != null) {
        text.append(" · %s %.3f".formatted(part, score));
        text.append(rank == null ? "" : " (#%.0f)".formatted(rank));
      }
    }
    return text.toString();
  }

  String snippet(SearchView.Snippet snippet) {
    String text = PlainText.sameLength(snippet.text());
    List<Highlight> highlights =
        snippet.highlights().orElse(List.of()).stream()
            .sorted(Comparator.comparingInt(Highlight::start))
            .toList();
    StringBuilder marked = new StringBuilder();
    int at = 0;
    for (Highlight highlight : highlights) {
      if (highlight.start() < at
          || highlight.end() <= highlight.start()
          || highlight.end() > text.length()) {
        continue;
      }
      marked.append(text, at, highlight.start());
      marked.append(mark(text.substring(highlight.start(), highlight.end())));
      at = highlight.end();
    }
    marked.append(text.substring(at));
    return marked.toString().replaceAll(" {2,}", " ").strip();
  }

  private String mark(String word) {
    return colours ? "\u001B[1;33m" + word + "\u001B[0m" : "**" + word + "**";
  }

  private static String explained(JsonNode explanation) {
    StringBuilder text = new StringBuilder();
    explanation
        .path("stages")
        .properties()
        .forEach(
            stage ->
                text.append(
                    "\n  %-10s %8.2f ms".formatted(stage.getKey(), stage.getValue().asDouble())));
    explanation
        .path("plan")
        .asText()
        .lines()
        .forEach(line -> text.append("\n  ").append(PlainText.sameLength(line)));
    return text.toString();
  }
}
