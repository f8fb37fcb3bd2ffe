package org.meshwork.mesh.descriptor;

import java.util.Optional;

/**
 * How much room a node has.
 *
 * @param queueLength tasks that wait there
 * @param gpu the name of a graphics processor that it can use
 */
public record FreeCapacity(
    int queueLength, int cores, int freeHeapMebibytes, Optional<String> gpu) {
  private static final int MAX_GPU_LENGTH = 128;
  private static final int NOTABLE_TASKS = 8;
  private static final int NOTABLE_MEBIBYTES = 64;

  /**
   * @throws IllegalArgumentException if a figure is negative, or the name is not 1 to 128
   *     characters
   */
  public FreeCapacity {
    if (queueLength < 0 || cores < 0 || freeHeapMebibytes < 0) {
      throw new IllegalArgumentException("a capacity is not negative");
    }
    gpu.ifPresent(name -> PlainText.require("a GPU's name", name, MAX_GPU_LENGTH));
  }

  /**
   * Whether peers should hear of it before the next refresh: more than a quarter of the tasks or of
   * the heap has come or gone, and not a handful.
   */
  boolean differsNotablyFrom(FreeCapacity other) {
    return cores != other.cores
        || !gpu.equals(other.gpu)
        || isNotable(queueLength, other.queueLength, NOTABLE_TASKS)
        || isNotable(freeHeapMebibytes, other.freeHeapMebibytes, NOTABLE_MEBIBYTES);
  }

  private static boolean isNotable(int one, int other, int atLeast) {
    int difference = Math.abs(one - other);
    return difference >= atLeast && difference > Math.max(one, other) / 4;
  }
}
