package org.meshwork.mesh.coordinates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CoordinateEstimateTest {
  private static final Coordinates PEER = new Coordinates(30, 0, 0, 1, 0.1);

  private final CoordinateEstimate estimate = new CoordinateEstimate(new Random(1));

  private double distanceMillis() {
    return estimate.coordinates().estimatedMillis(PEER);
  }

  @Test
  void movesAwayFromAPeerThatIsFartherThanEstimated() {
    double before = distanceMillis();

    assertThat(estimate.observe(Duration.ofMillis(100), PEER)).isTrue();
    assertThat(distanceMillis()).isGreaterThan(before).isLessThan(100);
  }

  @Test
  void movesTowardsAPeerThatIsNearerThanEstimated() {
    double before = distanceMillis();

    estimate.observe(Duration.ofMillis(10), PEER);
    assertThat(distanceMillis()).isLessThan(before).isGreaterThan(10);
  }

  @Test
  void settlesWhereTheEstimateFits() {
    for (int i = 0; i < 200; i++) {
      estimate.observe(Duration.ofMillis(70), PEER);
    }
    assertThat(distanceMillis()).isCloseTo(70, Offset.offset(1.0));
    assertThat(estimate.coordinates().error()).isLessThan(0.1);
  }

  @Test
  void leavesThePlaceThatItSharesWithAPeer() {
    estimate.observe(Duration.ofMillis(50), Coordinates.ORIGIN);

    assertThat(estimate.coordinates().planeDistance(Coordinates.ORIGIN)).isGreaterThan(1);
  }

  @Test
  void trustsThePeerThatIsSureMore() {
    Coordinates sure = new Coordinates(30, 0, 0, 1, 0.02);
    Coordinates unsure = new Coordinates(30, 0, 0, 1, 1.5);
    CoordinateEstimate other = new CoordinateEstimate(new Random(1));

    estimate.observe(Duration.ofMillis(100), sure);
    other.observe(Duration.ofMillis(100), unsure);
    assertThat(moved(Coordinates.ORIGIN, estimate.coordinates()))
        .isGreaterThan(1.5 * moved(Coordinates.ORIGIN, other.coordinates()));
  }

  @Test
  void usesNoTimeThatIsNone() {
    assertThat(estimate.observe(Duration.ZERO, PEER)).isFalse();
    assertThat(estimate.observe(Duration.ofMillis(-5), PEER)).isFalse();
    assertThat(estimate.observe(Duration.ofSeconds(11), PEER)).isFalse();
    assertThat(estimate.coordinates()).isEqualTo(Coordinates.ORIGIN);
  }

  @Test
  void goesOnWhereItWas() {
    assertThat(new CoordinateEstimate(new Random(1), PEER).coordinates()).isEqualTo(PEER);
  }

  @Provide
  Arbitrary<Coordinates> places() {
    Arbitrary<Double> plane = Arbitraries.doubles().between(-10_000, 10_000);
    Arbitrary<Double> height = Arbitraries.doubles().between(0.1, 10_000);
    Arbitrary<Double> error = Arbitraries.doubles().between(0.02, 1.5);
    return Combinators.combine(plane, plane, plane, height, error).as(Coordinates::new);
  }

  @Property(tries = 5_000)
  void noClaimMovesItFurtherThanTheBound(
      @ForAll("places") Coordinates here,
      @ForAll("places") Coordinates claimed,
      @ForAll @LongRange(min = 1, max = 10_000_000_000L) long nanos) {
    CoordinateEstimate victim = new CoordinateEstimate(new Random(2), here);

    victim.observe(Duration.ofNanos(nanos), claimed);
    assertThat(moved(here, victim.coordinates()))
        .isLessThanOrEqualTo(CoordinateEstimate.MAX_MOVE_MILLIS + 1e-6);
  }

  private static double moved(Coordinates before, Coordinates now) {
    return before.planeDistance(now) + Math.abs(before.height() - now.height());
  }
}
