package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A run that no longer owns its task wanted to write; it must end without any effect. */
public final class LeaseLost extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("lease-lost", "The task is no longer run here.", 409, Remedy.RETRY_ELSEWHERE);

  public LeaseLost(TaskRun run) {
    super(
        TYPE,
        "Attempt %d at task %s is no longer the one that counts."
            .formatted(run.attempt(), run.task()),
        Map.of("task", run.task().toString()),
        null);
  }
}
