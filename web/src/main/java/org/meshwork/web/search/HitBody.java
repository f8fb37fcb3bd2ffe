package org.meshwork.web.search;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.search.SearchHit;

@Schema(
    name = "SearchHit",
    requiredProperties = {"score", "scores", "document", "chunk", "snippet"})
public record HitBody(
    @Schema(description = "By which hits are ordered; comparable within one answer only.")
        double score,
    ScoresBody scores,
    FoundInBody document,
    PassageBody chunk,
    SnippetBody snippet) {

  @Schema(name = "SearchScores", description = "What the score was made of.")
  public record ScoresBody(
      @Schema(description = "Cosine similarity to the query, -1 to 1.") Optional<Double> vector,
      @Schema(description = "How much of the query's words the passage has.") Optional<Double> text,
      @Schema(description = "Place among the nearest, from 1.") Optional<Integer> vectorRank,
      @Schema(description = "Place among those with the words, from 1.")
          Optional<Integer> textRank) {}

  @Schema(
      name = "SearchHitDocument",
      requiredProperties = {"id", "name", "mediaType"})
  public record FoundInBody(
      @Schema(format = "uuid") String id,
      String name,
      Optional<String> title,
      Optional<String> language,
      String mediaType) {}

  @Schema(
      name = "Passage",
      requiredProperties = {"ordinal", "start", "end", "headingPath", "text"})
  public record PassageBody(
      @Schema(description = "From 0, in the order of the document.") int ordinal,
      @Schema(description = "First UTF-16 unit in the document's text.") int start,
      @Schema(description = "One past the last.") int end,
      @Schema(description = "The headings it stands under, outermost first.")
          List<String> headingPath,
      String text) {}

  @Schema(
      name = "Snippet",
      description = "The part of the passage that answers best.",
      requiredProperties = {"text", "highlights"})
  public record SnippetBody(String text, List<HighlightBody> highlights) {}

  @Schema(
      name = "Highlight",
      requiredProperties = {"start", "end"})
  public record HighlightBody(
      @Schema(description = "First UTF-16 unit in the snippet's text.") int start,
      @Schema(description = "One past the last.") int end) {}

  static HitBody of(SearchHit it) {
    return new HitBody(
        it.score(), of(it.scores()), of(it.document()), of(it.chunk()), of(it.snippet()));
  }

  private static ScoresBody of(SearchHit.Scores it) {
    return new ScoresBody(it.vector(), it.text(), it.vectorRank(), it.textRank());
  }

  private static FoundInBody of(SearchHit.FoundIn it) {
    return new FoundInBody(
        it.id().toString(), it.name().value(), it.title(), it.language(), it.mediaType());
  }

  private static PassageBody of(SearchHit.Passage it) {
    return new PassageBody(it.ordinal(), it.start(), it.end(), it.headingPath(), it.text());
  }

  private static SnippetBody of(SearchHit.Snippet it) {
    return new SnippetBody(
        it.text(),
        it.highlights().stream().map(h -> new HighlightBody(h.start(), h.end())).toList());
  }
}
