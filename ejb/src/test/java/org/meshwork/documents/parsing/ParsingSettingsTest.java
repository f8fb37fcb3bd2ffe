package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsingSettingsTest {
  @Test
  void takesEveryKey() {
    ParsingSettings settings =
        read(
            Map.of(
                "meshwork.parsing.timeout", "PT5S",
                "meshwork.parsing.max-characters", "2000",
                "meshwork.parsing.max-pages", "7",
                "meshwork.parsing.max-expanded-bytes", "2097152",
                "meshwork.parsing.max-embedded-depth", "0"));
    assertThat(settings)
        .isEqualTo(new ParsingSettings(Duration.ofSeconds(5), 2_000, 7, 2_097_152, 0));
  }

  @Test
  void hasDefaults() {
    assertThat(read(Map.of())).isEqualTo(ParsingSettings.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.parsing.timeout, 60",
    "meshwork.parsing.timeout, PT0S",
    "meshwork.parsing.timeout, PT2H",
    "meshwork.parsing.max-characters, many",
    "meshwork.parsing.max-characters, 5000000000",
    "meshwork.parsing.max-characters, 0",
    "meshwork.parsing.max-pages, -1",
    "meshwork.parsing.max-expanded-bytes, 12",
    "meshwork.parsing.max-embedded-depth, 51"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of(key, value)))
        .withMessageContaining(key)
        .withMessageContaining(value);
  }

  private static ParsingSettings read(Map<String, String> values) {
    return ParsingSettings.read(key -> Optional.ofNullable(values.get(key)));
  }
}
