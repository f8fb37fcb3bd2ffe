package org.meshwork.web.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

class UploadSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(read(Map.of(), 2)).isEqualTo(new UploadSettings(2_147_483_648L, 10_000, 8));
    assertThat(read(Map.of(), 512).maxUploads()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.ingestion.max-request-size, 0",
    "meshwork.ingestion.max-request-size, 2 GiB",
    "meshwork.ingestion.max-request-files, 0",
    "meshwork.ingestion.max-uploads, 0",
    "meshwork.ingestion.max-uploads, all"
  })
  void refusesWhatCannotBeUsed(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value), 2))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }

  private static UploadSettings read(Map<String, String> values, int processors) {
    return UploadSettings.from(
        new Settings(key -> Optional.ofNullable(values.get(key))), processors);
  }
}
