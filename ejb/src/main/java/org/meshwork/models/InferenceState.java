package org.meshwork.models;

import java.util.List;
import java.util.Optional;

/**
 * How the node runs its models, for health checks.
 *
 * @param ready whether the default model can be used at once
 * @param requested the execution provider that is set, {@code cpu} or {@code cuda}
 * @param inUse the one that models run on
 * @param detail why {@code inUse} is not {@code requested}
 * @param loaded models in memory
 * @param failure why the default model could not be loaded
 */
public record InferenceState(
    boolean ready,
    String requested,
    String inUse,
    Optional<String> detail,
    List<ModelId> loaded,
    Optional<String> failure) {
  public InferenceState {
    loaded = List.copyOf(loaded);
  }
}
