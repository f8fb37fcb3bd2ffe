package org.meshwork.bench.libp2p;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has taken of the machine. */
final class Spent {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long start = System.nanoTime();

  @Override
  public String toString() {
    Runtime runtime = Runtime.getRuntime();
    return "%d s, %d s of CPU, %d MiB of heap"
        .formatted(
            (System.nanoTime() - start) / 1_000_000_000,
            SYSTEM.getProcessCpuTime() / 1_000_000_000,
            runtime.totalMemory() - runtime.freeMemory() >> 20);
  }
}
