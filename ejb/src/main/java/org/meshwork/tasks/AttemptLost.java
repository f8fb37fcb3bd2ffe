package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A task failed because every attempt at it was lost, such as by a crash. */
public final class AttemptLost extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "attempts-lost",
          "Every attempt at the task was interrupted.",
          500,
          Remedy.ASK_ADMINISTRATOR);

  private AttemptLost(String reason, Throwable cause) {
    super(
        TYPE,
        "The task was interrupted again and again without getting any further, the last time because %s. When that is mended, restart the task."
            .formatted(reason),
        Map.of(),
        cause);
  }

  public static AttemptLost because(Throwable cause) {
    return new AttemptLost(
        "of %s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()), cause);
  }

  static AttemptLost silent() {
    return new AttemptLost("its server went silent", null);
  }
}
