package org.meshwork.documents.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A search's stages and how long each took, in nanoseconds. */
final class SearchTimes {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private long last = start;

  /** The stage that ends now. */
  void ended(String stage) {
    long now = System.nanoTime();
    nanos.put(stage, now - last);
    last = now;
  }

  void took(String stage, long stageNanos) {
    nanos.put(stage, stageNanos);
    last = System.nanoTime();
  }

  double totalMillis() {
    return (last - start) / NANOS_PER_MILLI;
  }

  Map<String, Double> millis() {
    Map<String, Double> millis = new LinkedHashMap<>();
    nanos.forEach((stage, took) -> millis.put(stage, took / NANOS_PER_MILLI));
    millis.put("total", totalMillis());
    return millis;
  }

  void record(Optional<MeterRegistry> registry, SearchMode mode) {
    registry.ifPresent(
        it -> {
          nanos.forEach((stage, took) -> timer(it, mode, stage).record(took, TimeUnit.NANOSECONDS));
          timer(it, mode, "total").record(last - start, TimeUnit.NANOSECONDS);
        });
  }

  private static Timer timer(MeterRegistry registry, SearchMode mode, String stage) {
    // The server exports what these methods of its registry make, and nothing that a builder
    // registers.
    return registry.timer(
        "meshwork.search.seconds", Tags.of("mode", mode.toString(), "stage", stage));
  }
}
