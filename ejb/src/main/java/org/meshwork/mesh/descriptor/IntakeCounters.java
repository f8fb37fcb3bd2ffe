package org.meshwork.mesh.descriptor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many envelopes got which verdict since the start. Threads may count and read at any time. */
public final class IntakeCounters {
  private final Map<Verdict, LongAdder> counts = new EnumMap<>(Verdict.class);

  IntakeCounters() {
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, new LongAdder());
    }
  }

  void count(Verdict verdict) {
    counts.get(verdict).increment();
  }

  public long of(Verdict verdict) {
    return counts.get(verdict).sum();
  }
}
