package org.meshwork.documents.collections;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;

/**
 * Settings of collections.
 *
 * @param precision of new collections' indexes ({@code meshwork.collections.precision}: full, half)
 * @param chunking of new collections ({@code meshwork.collections.chunk-strategy}, {@code
 *     .chunk-size}, {@code .chunk-overlap}, in tokens)
 * @param contentGrace how long bytes stay that nobody refers to yet ({@code
 *     meshwork.collections.content-grace})
 * @param upkeepLimit how long writers of one collection may have to wait for the upkeep of its
 *     index, with a pgvector before 0.8.4 ({@code meshwork.collections.upkeep-limit})
 */
record CollectionSettings(
    Precision precision, ChunkingOptions chunking, Duration contentGrace, Duration upkeepLimit) {
  static final String PRECISION = "meshwork.collections.precision";
  static final String CHUNK_STRATEGY = "meshwork.collections.chunk-strategy";
  static final String CHUNK_SIZE = "meshwork.collections.chunk-size";
  static final String CHUNK_OVERLAP = "meshwork.collections.chunk-overlap";
  static final String CONTENT_GRACE = "meshwork.collections.content-grace";
  static final String UPKEEP_LIMIT = "meshwork.collections.upkeep-limit";

  CollectionSettings {
    between(CONTENT_GRACE, contentGrace, Duration.ofMinutes(1), Duration.ofDays(30));
    between(UPKEEP_LIMIT, upkeepLimit, Duration.ofSeconds(1), Duration.ofHours(6));
  }

  static CollectionSettings read(Function<String, Optional<String>> config) {
    return new CollectionSettings(
        value(config, PRECISION, "full", "full or half", Precision::parse),
        chunking(config),
        value(config, CONTENT_GRACE, "PT1H", "an ISO 8601 duration", Duration::parse),
        value(config, UPKEEP_LIMIT, "PT4M", "an ISO 8601 duration", Duration::parse));
  }

  private static ChunkingOptions chunking(Function<String, Optional<String>> config) {
    Strategy strategy =
        value(
            config,
            CHUNK_STRATEGY,
            "structure",
            "structure, tokens or sentences",
            it -> Strategy.valueOf(it.toUpperCase(Locale.ROOT)));
    int size =
        value(
            config,
            CHUNK_SIZE,
            "256",
            "at least 16",
            it -> new ChunkingOptions(strategy, Integer.parseInt(it), 0).size());
    return value(
        config,
        CHUNK_OVERLAP,
        "32",
        "0 to half of " + CHUNK_SIZE,
        it -> new ChunkingOptions(strategy, size, Integer.parseInt(it)));
  }

  private static <T> T value(
      Function<String, Optional<String>> config,
      String key,
      String byDefault,
      String wanted,
      Function<String, T> parse) {
    String text = config.apply(key).orElse(byDefault);
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s is %s; it must be %s.".formatted(key, text, wanted), e);
    }
  }

  private static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s is %s; it must be %s to %s.".formatted(key, value, min, max));
    }
  }
}
