package org.meshwork.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the reconciler has hinted at of late, so that a long line is not hinted at again with every
 * look. It forgets the oldest beyond its size: a doubled hint is harmless.
 */
final class HintLedger {
  private final Duration patience;
  private final Map<TaskId, Instant> hinted;

  HintLedger(Duration patience, int size) {
    this.patience = patience;
    this.hinted =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<TaskId, Instant> eldest) {
            return size() > size;
          }
        };
  }

  /** True once per task and patience. */
  boolean shouldHint(TaskId task, Instant now) {
    Instant before = hinted.get(task);
    if (before != null && before.plus(patience).isAfter(now)) {
      return false;
    }
    hinted.remove(task);
    hinted.put(task, now);
    return true;
  }
}
