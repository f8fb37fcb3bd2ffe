package org.meshwork.documents.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

class CollectionSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new CollectionSettings(
                Precision.FULL,
                new ChunkingOptions(Strategy.STRUCTURE, 256, 32),
                Duration.ofHours(1),
                Duration.ofMinutes(4)));
  }

  @Test
  void readsEveryKey() {
    assertThat(
            read(
                Map.of(
                    "meshwork.collections.precision", "half",
                    "meshwork.collections.chunk-strategy", "sentences",
                    "meshwork.collections.chunk-size", "100",
                    "meshwork.collections.chunk-overlap", "50",
                    "meshwork.collections.content-grace", "PT2H",
                    "meshwork.collections.upkeep-limit", "PT1M")))
        .isEqualTo(
            new CollectionSettings(
                Precision.HALF,
                new ChunkingOptions(Strategy.SENTENCES, 100, 50),
                Duration.ofHours(2),
                Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.collections.precision, double",
    "meshwork.collections.chunk-strategy, words",
    "meshwork.collections.chunk-size, 15",
    "meshwork.collections.chunk-overlap, 129",
    "meshwork.collections.content-grace, PT1S",
    "meshwork.collections.upkeep-limit, soon"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }

  private static CollectionSettings read(Map<String, String> values) {
    return CollectionSettings.from(new Settings(key -> Optional.ofNullable(values.get(key))));
  }
}
