package org.meshwork.mesh.coordinates;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up internet: nodes in sites on a map 200 ms wide, each behind a line of its own of a few
 * milliseconds, on ways that are up to a tenth longer or shorter than straight ones. What is
 * measured jitters by a tenth, and one answer in twenty is late by up to 300 ms.
 */
final class LatencySpace {
  private static final int SITES = 12;

  private final List<double[]> places = new ArrayList<>();
  private final double[][] detours;
  private final Random random;

  LatencySpace(int nodes, Random random) {
    this.random = random;
    List<double[]> sites = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      sites.add(new double[] {200 * random.nextDouble(), 120 * random.nextDouble()});
    }
    for (int node = 0; node < nodes; node++) {
      double[] site = sites.get(random.nextInt(SITES));
      double line = 1 - 4 * Math.log(1 - random.nextDouble());
      places.add(
          new double[] {
            site[0] + 4 * random.nextGaussian(), site[1] + 4 * random.nextGaussian(), line
          });
    }
    detours = new double[nodes][nodes];
    for (int one = 0; one < nodes; one++) {
      for (int other = 0; other < one; other++) {
        detours[one][other] = 0.9 + 0.2 * random.nextDouble();
        detours[other][one] = detours[one][other];
      }
    }
  }

  double trueMillis(int one, int other) {
    double[] a = places.get(one);
    double[] b = places.get(other);
    return detours[one][other] * Math.hypot(a[0] - b[0], a[1] - b[1]) + a[2] + b[2];
  }

  Duration measure(int one, int other) {
    double jitter = Math.exp(0.1 * random.nextGaussian());
    double late = random.nextInt(20) == 0 ? 300 * random.nextDouble() : 0;
    return Duration.ofNanos((long) (1e6 * (trueMillis(one, other) * jitter + late)));
  }
}
