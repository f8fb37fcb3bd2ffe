package org.meshwork.documents.collections;

import java.time.Duration;
import java.util.Locale;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * Settings of collections.
 *
 * @param precision {@code meshwork.collections.precision}: of new collections' indexes, {@code
 *     full} or {@code half} (full)
 * @param chunking {@code meshwork.collections.chunk-strategy}: how new collections' documents are
 *     cut, {@code structure}, {@code tokens} or {@code sentences} (structure); {@code .chunk-size}
 *     (256) and {@code .chunk-overlap} (32), in tokens
 * @param contentGrace {@code meshwork.collections.content-grace}: how long bytes stay that nothing
 *     refers to yet (PT1H)
 * @param upkeepLimit {@code meshwork.collections.upkeep-limit}: how long writers of a collection
 *     may have to wait for the upkeep of its index, with a pgvector before 0.8.4 (PT4M)
 */
record CollectionSettings(
    Precision precision, ChunkingOptions chunking, Duration contentGrace, Duration upkeepLimit) {
  private static final String PRECISION = "meshwork.collections.precision";
  private static final String CHUNK_STRATEGY = "meshwork.collections.chunk-strategy";
  private static final String CHUNK_SIZE = "meshwork.collections.chunk-size";
  private static final String CHUNK_OVERLAP = "meshwork.collections.chunk-overlap";
  private static final int MAX_CHUNK_SIZE = 8_192;

  static CollectionSettings from(Settings settings) {
    return new CollectionSettings(
        precision(settings),
        chunking(settings),
        settings.duration(
            "meshwork.collections.content-grace",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofDays(30)),
        settings.duration(
            "meshwork.collections.upkeep-limit",
            Duration.ofMinutes(4),
            Duration.ofSeconds(1),
            Duration.ofHours(6)));
  }

  private static Precision precision(Settings settings) {
    String text = settings.text(PRECISION).orElse("full");
    try {
      return Precision.parse(text);
    } catch (InputRejected e) {
      throw new SettingRejected(PRECISION, text, "full or half");
    }
  }

  private static ChunkingOptions chunking(Settings settings) {
    int size = settings.integer(CHUNK_SIZE, 256, ChunkingOptions.MIN_SIZE, MAX_CHUNK_SIZE);
    return new ChunkingOptions(
        strategy(settings),
        size,
        settings.integer(CHUNK_OVERLAP, Math.min(32, size / 2), 0, size / 2));
  }

  private static Strategy strategy(Settings settings) {
    String text = settings.text(CHUNK_STRATEGY).orElse("structure");
    for (Strategy strategy : Strategy.values()) {
      if (strategy.name().toLowerCase(Locale.ROOT).equals(text)) {
        return strategy;
      }
    }
    throw new SettingRejected(CHUNK_STRATEGY, text, "structure, tokens or sentences");
  }
}
