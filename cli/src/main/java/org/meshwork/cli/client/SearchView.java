package org.meshwork.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search found. Offsets count UTF-16 units: of the document in a chunk, of the snippet in a
 * highlight.
 */
public record SearchView(List<Hit> hits, double tookMillis, Optional<JsonNode> explain) {
  public record Hit(
      double score,
      Optional<Map<String, Double>> scores,
      Document document,
      Chunk chunk,
      Snippet snippet) {}

  public record Document(
      String id,
      String name,
      Optional<String> title,
      Optional<String> language,
      Optional<String> mediaType) {}

  public record Chunk(
      int ordinal,
      long start,
      long end,
      Optional<List<String>> headingPath,
      Optional<String> text) {}

  public record Snippet(String text, Optional<List<Highlight>> highlights) {}

  public record Highlight(int start, int end) {}
}
