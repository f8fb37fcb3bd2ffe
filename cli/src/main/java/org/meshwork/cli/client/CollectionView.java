package org.meshwork.cli.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A collection as it is shown to people; the stats come with one collection, not with a list. */
public record CollectionView(
    String name,
    Optional<String> description,
    Optional<String> model,
    Optional<Integer> dimension,
    Optional<String> precision,
    Optional<Chunking> chunking,
    Optional<List<String>> languages,
    Optional<Instant> createdAt,
    Optional<String> createdBy,
    Optional<Stats> stats) {

  public record Stats(long documents, long chunks) {}

  public record Chunking(String strategy, int size, int overlap) {
    @Override
    public String toString() {
      return "%s, %d tokens, overlap %d".formatted(strategy, size, overlap);
    }
  }
}
