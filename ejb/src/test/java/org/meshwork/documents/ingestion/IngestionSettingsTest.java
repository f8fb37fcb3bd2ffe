package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

class IngestionSettingsTest {
  @Test
  void allowsNoDirectoryUnlessTheAdministratorSaysSo() {
    assertThat(read(Map.of(), 4))
        .isEqualTo(new IngestionSettings(List.of(), 104_857_600, 100_000, 5));
  }

  @Test
  void readsSeveralDirectories() {
    assertThat(
            read(Map.of("meshwork.ingestion.directories", "/srv/a, /srv/b/../c"), 4).directories())
        .containsExactly(Path.of("/srv/a"), Path.of("/srv/c"));
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.ingestion.directories, srv/a",
    "meshwork.ingestion.max-document-size, 0",
    "meshwork.ingestion.max-document-size, 100 MiB",
    "meshwork.ingestion.max-documents, -1",
    "meshwork.ingestion.partitions, 65"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value), 4))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  private static IngestionSettings read(Map<String, String> values, int processors) {
    return IngestionSettings.read(
        new Settings(key -> Optional.ofNullable(values.get(key))), processors);
  }
}
