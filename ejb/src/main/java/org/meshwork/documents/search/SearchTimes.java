package org.meshwork.documents.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.meshwork.foundation.Meters;

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

  /** A part of what has passed since the last stage; the rest belongs to the next. */
  void took(String stage, long stageNanos) {
    nanos.put(stage, stageNanos);
    last += stageNanos;
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

  void record(Meters meters, SearchMode mode) {
    nanos.forEach((stage, took) -> record(meters, mode, stage, took));
    record(meters, mode, "total", last - start);
  }

  private static void record(Meters meters, SearchMode mode, String stage, long took) {
    meters
        .timer("meshwork.search.seconds", "mode", mode.toString(), "stage", stage)
        .record(took, TimeUnit.NANOSECONDS);
  }
}
