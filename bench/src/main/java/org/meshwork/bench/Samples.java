package org.meshwork.bench;

import java.util.Arrays;
import java.util.Collection;

/** Many measurements of one thing. */
public record Samples(double[] sorted) {
  public Samples {
    sorted = sorted.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  public static Samples of(Collection<Double> values) {
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The value that so many of a hundred do not exceed. */
  public double percentile(int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  public double mean() {
    return Arrays.stream(sorted).average().orElseThrow();
  }
}
