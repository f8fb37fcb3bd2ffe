package org.meshwork.foundation;

import java.util.Optional;

/** Which part of a list is wanted. */
public record PageRequest(Optional<Cursor> after, int limit) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 200;

  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InputRejected(
          "limit", "limit is %d; it can be 1 to %d.".formatted(limit, MAX_LIMIT));
    }
  }

  public static PageRequest first() {
    return new PageRequest(Optional.empty(), DEFAULT_LIMIT);
  }
}
