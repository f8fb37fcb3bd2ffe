package org.meshwork.documents.search;

import java.util.Objects;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.foundation.InputRejected;

/**
 * A question to a collection.
 *
 * @param query a question or some words, as a person writes them; there are no operators
 * @param k how many hits
 * @param offset how many of the best hits to leave out
 * @param explain whether to tell how the hits were found
 */
public record SearchRequest(
    CollectionName collection,
    String query,
    SearchMode mode,
    int k,
    int offset,
    SearchFilter filter,
    boolean explain) {
  public static final int DEFAULT_K = 10;
  public static final int MAX_OFFSET = 1_000;
  public static final int MAX_QUERY_CHARACTERS = 4_000;

  public SearchRequest {
    Objects.requireNonNull(collection);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(filter);
    query = query == null ? "" : searchable(query);
    if (query.isEmpty()) {
      throw new InputRejected("query", "query is empty; ask something.");
    }
    if (query.length() > MAX_QUERY_CHARACTERS) {
      throw new InputRejected(
          "query",
          "query has %d characters; it can have up to %d."
              .formatted(query.length(), MAX_QUERY_CHARACTERS));
    }
    if (k < 1) {
      throw new InputRejected("k", "k is %d; it must be at least 1.".formatted(k));
    }
    if (offset < 0 || offset > MAX_OFFSET) {
      throw new InputRejected(
          "offset", "offset is %d; it can be 0 to %d.".formatted(offset, MAX_OFFSET));
    }
  }

  /** Control characters and halves of surrogate pairs mean nothing to either kind of search. */
  private static String searchable(String query) {
    StringBuilder kept = new StringBuilder(query.length());
    query
        .codePoints()
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? ' ' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
