package org.meshwork.web.search;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.search.SearchFilter;
import org.meshwork.documents.search.SearchMode;
import org.meshwork.documents.search.SearchRequest;

@Schema(
    name = "SearchRequest",
    requiredProperties = "query",
    examples =
        "{\"query\": \"How is the lens cleaned?\", \"k\": 3, \"filter\": {\"language\": \"en\"}}")
public record SearchBody(
    @Schema(
            description = "A question or some words, as a person writes them.",
            minLength = 1,
            maxLength = 4_000)
        String query,
    @Schema(
            description = "What finds: nearness of meaning, words, or both fused by rank.",
            enumeration = {"hybrid", "vector", "text"},
            defaultValue = "hybrid")
        String mode,
    @Schema(description = MOST_HITS, minimum = "1", maximum = "1000", defaultValue = "10")
        Integer k,
    @Schema(
            description = "How many of the best hits to leave out.",
            minimum = "0",
            maximum = "1000",
            defaultValue = "0")
        Integer offset,
    FilterBody filter,
    @Schema(description = "Tell how the hits were found.", defaultValue = "false")
        Boolean explain) {

  static final String MOST_HITS =
      "How many hits; at most 100, unless the administrator has set another bound (`meshwork.search.max-k`).";

  @Schema(name = "SearchFilter", description = "Which documents may be found; all members apply.")
  public record FilterBody(
      @Schema(description = "ISO 639-1.", pattern = "[a-z]{2}", examples = "en") String language,
      @Schema(examples = "application/pdf") String mediaType,
      @Schema(description = "Exactly, but for upper and lower case.") String author,
      @Schema(description = "What the document's name begins with.", examples = "people/")
          String name,
      @Schema(
              description = "A date, or a time with its offset; by the document's own word.",
              examples = "2024-01-01")
          String createdFrom,
      @Schema(description = "The same, inclusive.", examples = "2024-12-31") String createdTo) {
    SearchFilter filter() {
      return SearchFilter.parse(language, mediaType, author, name, createdFrom, createdTo);
    }
  }

  SearchRequest request(CollectionName collection) {
    return new SearchRequest(
        collection,
        query,
        mode == null ? SearchMode.HYBRID : SearchMode.parse(mode),
        Objects.requireNonNullElse(k, SearchRequest.DEFAULT_K),
        Objects.requireNonNullElse(offset, 0),
        filter == null ? SearchFilter.NONE : filter.filter(),
        Boolean.TRUE.equals(explain));
  }
}
