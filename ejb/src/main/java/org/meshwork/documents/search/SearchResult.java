package org.meshwork.documents.search;

import java.util.List;
import java.util.Optional;

/** What was found, best first. */
public record SearchResult(
    List<SearchHit> hits, double tookMillis, Optional<SearchExplanation> explanation) {
  public SearchResult {
    hits = List.copyOf(hits);
  }
}
