package org.meshwork.mesh.offer;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.DataLabel;
import org.meshwork.mesh.descriptor.Region;

/**
 * What peers are told of this node.
 *
 * @param region where it stands
 * @param labels of data that may be sent to it
 */
record OfferSettings(Optional<Region> region, Set<DataLabel> labels) {
  static final String REGION = "meshwork.mesh.region";
  static final String LABELS = "meshwork.mesh.accepted-labels";

  static OfferSettings read(Settings settings) {
    return new OfferSettings(
        settings.text(REGION).map(value -> checked(REGION, value, Region::new)),
        settings
            .text(LABELS)
            .map(value -> checked(LABELS, value, OfferSettings::labels))
            .orElse(Set.of()));
  }

  private static Set<DataLabel> labels(String value) {
    Set<DataLabel> labels =
        Arrays.stream(value.split("\\s*,\\s*")).map(DataLabel::new).collect(Collectors.toSet());
    if (labels.size() > Capabilities.MAX_LABELS) {
      throw new IllegalArgumentException("at most " + Capabilities.MAX_LABELS + " labels");
    }
    return Set.copyOf(labels);
  }

  private static <T> T checked(String key, String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException refused) {
      throw new SettingRejected(key, value, refused.getMessage());
    }
  }
}
