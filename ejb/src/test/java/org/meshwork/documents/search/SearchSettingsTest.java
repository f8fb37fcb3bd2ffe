package org.meshwork.documents.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

class SearchSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(read(Map.of())).isEqualTo(new SearchSettings(100, 100, 100));
  }

  @Test
  void readsEveryKey() {
    assertThat(
            read(
                Map.of(
                    "meshwork.search.max-k", "20",
                    "meshwork.search.ef", "200",
                    "meshwork.search.candidates", "50")))
        .isEqualTo(new SearchSettings(20, 200, 50));
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.search.max-k, 0",
    "meshwork.search.ef, 1001",
    "meshwork.search.ef, many",
    "meshwork.search.candidates, 9"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }

  private static SearchSettings read(Map<String, String> values) {
    return SearchSettings.from(new Settings(key -> Optional.ofNullable(values.get(key))));
  }
}
