package org.meshwork.tasks;

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

class TaskSettingsTest {
  @Test
  void hasADefaultForEverything() {
    TaskSettings settings = read(Map.of());

    assertThat(settings.concurrency()).isEqualTo(2);
    assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.reconcileInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.maxAttempts()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.tasks.concurrency, 0",
    "meshwork.tasks.concurrency, many",
    "meshwork.tasks.lease, PT1S",
    "meshwork.tasks.lease, 30",
    "meshwork.tasks.reconcile-interval, PT0S",
    "meshwork.tasks.max-attempts, 0",
    "meshwork.tasks.max-waiting, -1",
    "meshwork.tasks.max-watchers, 0",
    "meshwork.tasks.watch-interval, PT0.001S",
    "meshwork.tasks.event-retention, PT0S",
    "meshwork.tasks.retention, tomorrow"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  private static TaskSettings read(Map<String, String> values) {
    return TaskSettings.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }
}
