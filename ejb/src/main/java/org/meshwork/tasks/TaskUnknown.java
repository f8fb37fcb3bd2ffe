package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** There is no such task, or it ended so long ago that it is no longer kept. */
public final class TaskUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN_CHARACTERS = 80;

  public static final ProblemType TYPE =
      new ProblemType("task-unknown", "There is no such task.", 404, Remedy.CORRECT_INPUT);

  TaskUnknown(String id) {
    super(TYPE, "There is no task %s.".formatted(shown(id)), Map.of("task", shown(id)), null);
  }

  private static String shown(String id) {
    return id.length() <= MAX_SHOWN_CHARACTERS ? id : id.substring(0, MAX_SHOWN_CHARACTERS) + "…";
  }
}
