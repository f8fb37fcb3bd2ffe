package org.meshwork.tasks;

import java.util.Objects;
import java.util.Optional;

/** Which tasks a list shall hold; what is empty does not matter. */
public record TaskFilter(
    Optional<TaskState> state, Optional<String> skill, Optional<String> submittedBy) {
  public TaskFilter {
    Objects.requireNonNull(state);
    Objects.requireNonNull(skill);
    Objects.requireNonNull(submittedBy);
  }

  public static TaskFilter everything() {
    return new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
