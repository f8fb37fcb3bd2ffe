package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** The waiting line is full. */
public final class TooManyTasks extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("too-many-tasks", "Too many tasks are waiting.", 503, Remedy.RETRY_HERE);

  TooManyTasks(int max) {
    super(
        TYPE,
        "%d tasks are waiting, as many as meshwork.tasks.max-waiting allows. Try again when some have ended."
            .formatted(max),
        Map.of("maxWaiting", max),
        null);
  }
}
