package org.meshwork.cli.client;

import java.util.Optional;

/** Which part of a list is wanted. */
public record Paging(Optional<String> cursor, int limit) {
  public static final int MAX_LIMIT = 200;

  ApiPath on(ApiPath path) {
    ApiPath limited = path.with("limit", Integer.toString(limit));
    return cursor.map(c -> limited.with("cursor", c)).orElse(limited);
  }
}
