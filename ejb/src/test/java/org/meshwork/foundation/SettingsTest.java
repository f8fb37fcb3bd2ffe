package org.meshwork.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Settings settings(String value) {
    return new Settings(key -> Optional.ofNullable(Map.of("meshwork.x", value).get(key)));
  }

  @Test
  void takesTheDefaultWhenNothingIsSet() {
    assertThat(settings("7").integer("meshwork.y", 3, 1, 9)).isEqualTo(3);
    assertThat(settings(" ").duration("meshwork.x", MINUTE, SECOND, MINUTE)).isEqualTo(MINUTE);
  }

  @Test
  void readsWhatIsSet() {
    assertThat(settings(" 7 ").integer("meshwork.x", 3, 1, 9)).isEqualTo(7);
    assertThat(settings("PT5S").duration("meshwork.x", MINUTE, SECOND, MINUTE))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seven", "0", "10", "99999999999", "1.5"})
  void namesTheKeyOfANumberItRefuses(String value) {
    assertThatThrownBy(() -> settings(value).integer("meshwork.x", 3, 1, 9))
        .isInstanceOf(SettingRejected.class)
        .hasMessage(
            "The setting meshwork.x is \"%s\"; it must be a whole number from 1 to 9."
                .formatted(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "PT0.5S", "PT2M", "-PT5S"})
  void namesTheKeyOfADurationItRefuses(String value) {
    assertThatThrownBy(() -> settings(value).duration("meshwork.x", MINUTE, SECOND, MINUTE))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("meshwork.x is \"" + value);
  }
}
