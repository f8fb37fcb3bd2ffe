package org.meshwork.web.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.search.SearchExplanation;
import org.meshwork.documents.search.SearchResult;

@Schema(
    name = "SearchResult",
    requiredProperties = {"hits", "tookMillis"})
public record SearchResultBody(
    List<HitBody> hits,
    @Schema(description = "In the node, embedding of the query included.") double tookMillis,
    @Schema(description = "Only where it was asked for.") Optional<ExplanationBody> explain) {

  @Schema(
      name = "SearchExplanation",
      requiredProperties = {"plan", "stages"})
  public record ExplanationBody(
      @Schema(description = "The database's plan, one step a line.") String plan,
      @Schema(description = "Milliseconds per stage, in their order.") Map<String, Double> stages) {
    static ExplanationBody of(SearchExplanation it) {
      return new ExplanationBody(it.plan(), it.stages());
    }
  }

  static SearchResultBody of(SearchResult result) {
    return new SearchResultBody(
        result.hits().stream().map(HitBody::of).toList(),
        result.tookMillis(),
        result.explanation().map(ExplanationBody::of));
  }
}
