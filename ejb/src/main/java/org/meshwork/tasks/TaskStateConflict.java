package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A task cannot be changed this way any more, or not yet. */
public final class TaskStateConflict extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "task-state-conflict",
          "The task is in a state that does not allow this.",
          409,
          Remedy.CORRECT_INPUT);

  TaskStateConflict(TaskId id, TaskState state, String wish) {
    super(
        TYPE,
        "Task %s is %s; it cannot be %s.".formatted(id, state, wish),
        Map.of("task", id.toString(), "state", state.toString()),
        null);
  }
}
