package org.meshwork.mesh.peers;

import java.util.Comparator;
import org.meshwork.mesh.descriptor.FreeCapacity;

/**
 * An entry and how far it is. The best come first: those near, in whole milliseconds; of these,
 * those with the shorter queue, then more cores, then more heap; and by name, so that the order is
 * one.
 */
record Ranked(Entry entry, long wholeMillis) implements Comparable<Ranked> {
  private static final Comparator<FreeCapacity> ROOM =
      Comparator.comparingInt(FreeCapacity::queueLength)
          .thenComparing(Comparator.comparingInt(FreeCapacity::cores).reversed())
          .thenComparing(Comparator.comparingInt(FreeCapacity::freeHeapMebibytes).reversed());

  private static final Comparator<Ranked> ORDER =
      Comparator.comparingLong(Ranked::wholeMillis)
          .thenComparing((Ranked it) -> it.entry.capacity(), ROOM)
          .thenComparing(it -> it.entry.name().id());

  /** What is infinite becomes the highest number, and so comes last. */
  static long whole(double millis) {
    return (long) millis;
  }

  @Override
  public int compareTo(Ranked other) {
    return ORDER.compare(this, other);
  }
}
