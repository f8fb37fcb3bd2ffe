package org.meshwork.tasks;

import java.util.Objects;
import java.util.UUID;

/** A task's id (UUIDv7): its order is the order of submission. */
public record TaskId(UUID value) {
  private static final int CHARACTERS = 36;

  public TaskId {
    Objects.requireNonNull(value);
  }

  /** Raises {@link TaskUnknown} for text that is no id at all: no task has it. */
  public static TaskId parse(String text) {
    try {
      if (text.length() == CHARACTERS) {
        return new TaskId(UUID.fromString(text));
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for every other text that is not an id.
    }
    throw new TaskUnknown(text);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
