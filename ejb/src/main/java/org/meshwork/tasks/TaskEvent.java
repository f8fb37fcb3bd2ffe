package org.meshwork.tasks;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a task.
 *
 * @param id grows with every event of a task, in the order of the commits
 * @param data of {@link Type#STATE} and {@link Type#END} only {@code {"state": …}}, because whoever
 *     shows more reads the task; of {@link Type#PROGRESS} total, done, failed, chunks and
 *     secondsLeft; of {@link Type#ITEM} what the skill says of the part, for documents n, name,
 *     state, chunks and problem
 */
public record TaskEvent(long id, TaskId task, Type type, Instant at, JsonObject data) {
  /** What kind of event. */
  public enum Type {
    STATE,
    PROGRESS,
    ITEM,
    /** The task has reached a final state; nothing follows unless somebody restarts it. */
    END;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
