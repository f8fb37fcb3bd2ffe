package org.meshwork.bench.libp2p;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this JVM has in use. */
final class Heap {
  private static final int COLLECTIONS = 5;
  private static final long PAUSE_MILLIS = 500;

  private Heap() {}

  /** After garbage was collected. */
  static long usedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    try {
      for (int round = 0; round < COLLECTIONS; round++) {
        memory.gc();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
