package org.meshwork.documents.search;

import java.util.List;
import java.util.Optional;
import org.meshwork.documents.collections.DocumentId;
import org.meshwork.documents.collections.DocumentName;

/**
 * A passage that was found, with its place.
 *
 * @param score by which hits are ordered: of the mode that was asked for
 */
public record SearchHit(
    double score, Scores scores, FoundIn document, Passage chunk, Snippet snippet) {

  /**
   * What the score was made of.
   *
   * @param vector cosine similarity to the query, -1 to 1
   * @param text how much of the query's words the passage has, rare words counting more
   * @param vectorRank place among the nearest, from 1
   * @param textRank place among those with the words, from 1
   */
  public record Scores(
      Optional<Double> vector,
      Optional<Double> text,
      Optional<Integer> vectorRank,
      Optional<Integer> textRank) {}

  /** The document it stands in. Where names share the same bytes, the first that fits. */
  public record FoundIn(
      DocumentId id,
      DocumentName name,
      Optional<String> title,
      Optional<String> language,
      String mediaType) {}

  /**
   * The passage.
   *
   * @param start first UTF-16 unit in the document's text
   * @param end one past the last
   */
  public record Passage(int ordinal, int start, int end, List<String> headingPath, String text) {
    public Passage {
      headingPath = List.copyOf(headingPath);
    }
  }

  /** The part of the passage that answers best. */
  public record Snippet(String text, List<Highlight> highlights) {
    public Snippet {
      highlights = List.copyOf(highlights);
    }
  }

  /**
   * A word of the query in a snippet.
   *
   * @param start first UTF-16 unit in the snippet's text
   * @param end one past the last
   */
  public record Highlight(int start, int end) {}
}
