package org.meshwork.tasks;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.meshwork.foundation.InputRejected;

/** Which tasks a list shall hold; what is empty does not matter. */
public record TaskFilter(
    Optional<TaskState> state, Optional<String> skill, Optional<String> submittedBy) {
  private static final Pattern SKILL = Pattern.compile("[\\w.-]{1,200}");

  public TaskFilter {
    Objects.requireNonNull(state);
    Objects.requireNonNull(skill);
    Objects.requireNonNull(submittedBy);
    skill.ifPresent(TaskFilter::requireName);
  }

  private static void requireName(String skill) {
    if (!SKILL.matcher(skill).matches()) {
      throw new InputRejected("skill", "skill must be the name of one, such as document.ingest.");
    }
  }

  public static TaskFilter everything() {
    return new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
