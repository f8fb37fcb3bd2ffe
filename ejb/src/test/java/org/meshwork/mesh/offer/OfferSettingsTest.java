package org.meshwork.mesh.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;
import org.meshwork.mesh.descriptor.DataLabel;
import org.meshwork.mesh.descriptor.Region;

class OfferSettingsTest {
  private static OfferSettings read(Map<String, String> values) {
    return OfferSettings.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }

  @Test
  void saysNothingUnlessToldTo() {
    assertThat(read(Map.of())).isEqualTo(new OfferSettings(Optional.empty(), Set.of()));
  }

  @Test
  void takesWhatIsSet() {
    assertThat(
            read(
                Map.of(
                    OfferSettings.REGION, "eu-west",
                    OfferSettings.LABELS, "region:eu , public")))
        .isEqualTo(
            new OfferSettings(
                Optional.of(new Region("eu-west")),
                Set.of(new DataLabel("region:eu"), new DataLabel("public"))));
  }

  @ParameterizedTest
  @CsvSource({"meshwork.mesh.region, Europe West", "meshwork.mesh.accepted-labels, Public"})
  void namesTheKeyThatIsWrong(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining(key);
  }
}
