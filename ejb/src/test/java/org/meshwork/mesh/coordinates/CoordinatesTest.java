package org.meshwork.mesh.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.mesh.descriptor.StatedCoordinates;

class CoordinatesTest {
  @Test
  void estimatesByWayAndHeights() {
    Coordinates one = new Coordinates(3, 0, 0, 2, 0.1);
    Coordinates other = new Coordinates(0, 4, 0, 1.5, 0.1);

    assertThat(one.estimatedRoundTrip(other)).isEqualTo(Duration.ofNanos(8_500_000));
    assertThat(other.estimatedRoundTrip(one)).isEqualTo(one.estimatedRoundTrip(other));
  }

  @Test
  void tellsPeersAndIsToldTheSame() {
    Coordinates here = new Coordinates(12.25, -7.5, 0.125, 1.5, 0.2);

    assertThat(Coordinates.of(here.stated())).contains(here);
  }

  @ParameterizedTest
  @CsvSource({
    "10001, 0, 0, 1",
    "0, -10001, 0, 1",
    "0, 0, 1e308, 1",
    "0, 0, 0, 10001",
    "0, 0, 0, -1e300"
  })
  void refusesClaimsBeyondTheWorld(double x, double y, double z, double height) {
    assertThat(Coordinates.of(new StatedCoordinates(x, y, z, height, 0.1))).isEmpty();
  }

  @Test
  void clampsHeightsAndErrorsThatFewNodesHave() {
    assertThat(Coordinates.of(new StatedCoordinates(1, 2, 3, -5, 0)))
        .isEqualTo(Optional.of(new Coordinates(1, 2, 3, 0.1, 0.02)));
    assertThat(Coordinates.of(new StatedCoordinates(1, 2, 3, 5, 1e9)))
        .isEqualTo(Optional.of(new Coordinates(1, 2, 3, 5, 1.5)));
    assertThat(Coordinates.of(new StatedCoordinates(1, 2, 3, 5, -1)))
        .isEqualTo(Optional.of(new Coordinates(1, 2, 3, 5, 0.02)));
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> new Coordinates(Double.NaN, 0, 0, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Coordinates(0, 0, 0, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StatedCoordinates(0, Double.POSITIVE_INFINITY, 0, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
