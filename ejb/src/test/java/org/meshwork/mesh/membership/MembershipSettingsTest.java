package org.meshwork.mesh.membership;

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
import org.meshwork.mesh.membership.MembershipSettings.Dials;

class MembershipSettingsTest {
  private static MembershipSettings read(Map<String, String> values) {
    return MembershipSettings.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }

  @Test
  void hasDefaults() {
    assertThat(read(Map.of()))
        .isEqualTo(new MembershipSettings(Dials.LEARNED, Duration.ofSeconds(1), 32));
  }

  @Test
  void takesWhatIsSet() {
    assertThat(
            read(
                Map.of(
                    MembershipSettings.DIALS, "configured",
                    MembershipSettings.UPKEEP, "PT5S",
                    MembershipSettings.PEERS, "0")))
        .isEqualTo(new MembershipSettings(Dials.CONFIGURED, Duration.ofSeconds(5), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.mesh.dials, everybody",
    "meshwork.mesh.dials, LEARNED",
    "meshwork.mesh.upkeep-interval, PT0S",
    "meshwork.mesh.peers, -1"
  })
  void namesTheKeyThatIsWrong(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }
}
