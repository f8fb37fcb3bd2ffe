package org.meshwork.tasks;

import java.util.Arrays;
import java.util.Locale;
import org.meshwork.foundation.InputRejected;

/** Where a task is in its life. */
public enum TaskState {
  /** Accepted; nobody has looked at it yet. */
  SUBMITTED,
  /** Planned, and waiting for its turn; or stopped, and waiting for somebody to restart it. */
  QUEUED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** As rows and the API write it, such as {@code running}. */
  public static TaskState parse(String text) {
    return Arrays.stream(values())
        .filter(state -> state.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InputRejected(
                    "state",
                    "state can be one of %s."
                        .formatted(
                            String.join(
                                ", ", Arrays.stream(values()).map(TaskState::toString).toList()))));
  }

  /** Nothing changes any more. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
