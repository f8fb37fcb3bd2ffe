package org.meshwork.mesh.coordinates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.descriptor.StatedCoordinates;

/** Two hundred nodes that know the coordinates of those whom they ping, and nothing else. */
class CoordinateSimulationTest {
  private static final int NODES = 200;
  private static final int NEIGHBOURS = 16;
  private static final int SAMPLES_PER_NODE = 200;

  private final List<CoordinateEstimate> nodes = new ArrayList<>();
  private final List<RoundTripFilter> filters = new ArrayList<>();
  private final List<List<Integer>> neighbours = new ArrayList<>();

  private LatencySpace grown(Random random) {
    for (int node = 0; node < NODES; node++) {
      nodes.add(new CoordinateEstimate(random));
      filters.add(new RoundTripFilter(NEIGHBOURS));
      neighbours.add(random.ints(NEIGHBOURS, 0, NODES).boxed().toList());
    }
    return new LatencySpace(NODES, random);
  }

  private static boolean lies(int node, int liars) {
    return node < liars;
  }

  private void run(LatencySpace space, int liars, Random random) {
    for (int sample = 0; sample < SAMPLES_PER_NODE; sample++) {
      for (int node = liars; node < NODES; node++) {
        int peer = neighbours.get(node).get(random.nextInt(NEIGHBOURS));
        if (peer != node) {
          sample(
              space, node, peer, lies(peer, liars) ? lie(random) : nodes.get(peer).coordinates());
        }
      }
    }
  }

  private void sample(LatencySpace space, int node, int peer, Coordinates claimed) {
    Duration smooth =
        filters.get(node).smooth(new PeerName("peer" + peer), space.measure(node, peer));
    nodes.get(node).observe(smooth, claimed);
  }

  /** Somewhere far, and certain of it. */
  private static Coordinates lie(Random random) {
    StatedCoordinates claim =
        new StatedCoordinates(
            5_000 * random.nextGaussian() % 9_999,
            5_000 * random.nextGaussian() % 9_999,
            5_000 * random.nextGaussian() % 9_999,
            0,
            0);
    return Coordinates.of(claim).orElseThrow();
  }

  private double medianError(LatencySpace space, int liars) {
    List<Double> errors = new ArrayList<>();
    for (int one = liars; one < NODES; one++) {
      for (int other = liars; other < one; other++) {
        double actual = space.trueMillis(one, other);
        double estimated =
            nodes.get(one).coordinates().estimatedMillis(nodes.get(other).coordinates());
        errors.add(Math.abs(estimated - actual) / actual);
      }
    }
    Collections.sort(errors);
    return errors.get(errors.size() / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void estimatesWithinAFewHundredSamples(long seed) {
    Random random = new Random(seed);
    LatencySpace space = grown(random);
    double before = medianError(space, 0);
    run(space, 0, random);

    assertThat(before).isGreaterThan(0.9);
    assertThat(medianError(space, 0)).isLessThanOrEqualTo(0.15);
  }

  @Test
  void staysUsefulWhenOneInTwentyLies() {
    Random random = new Random(6);
    LatencySpace space = grown(random);
    run(space, NODES / 20, random);

    assertThat(medianError(space, NODES / 20)).isLessThan(0.3);
  }
}
