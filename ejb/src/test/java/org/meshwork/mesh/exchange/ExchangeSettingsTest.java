package org.meshwork.mesh.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

class ExchangeSettingsTest {
  private static ExchangeSettings read(Map<String, String> values) {
    return ExchangeSettings.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }

  @Test
  void hasDefaultsAndTakesWhatIsSet() {
    assertThat(read(Map.of()))
        .isEqualTo(new ExchangeSettings(Duration.ofSeconds(60), Duration.ofSeconds(30)));
    assertThat(
            read(
                Map.of(
                    ExchangeSettings.TTL, "PT5S",
                    ExchangeSettings.CLOCK_SKEW, "PT0S")))
        .isEqualTo(new ExchangeSettings(Duration.ofSeconds(5), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"meshwork.mesh.descriptor-ttl, PT1S", "meshwork.mesh.clock-skew, an hour"})
  void namesTheKeyThatIsWrong(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }
}
