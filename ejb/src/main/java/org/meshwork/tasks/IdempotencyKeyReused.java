package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** The same submitter used the same key for something else. */
public final class IdempotencyKeyReused extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "idempotency-key-reused",
          "The Idempotency-Key was used for another request.",
          409,
          Remedy.CORRECT_INPUT);

  IdempotencyKeyReused(String key, TaskId first) {
    super(
        TYPE,
        "The Idempotency-Key \"%s\" belongs to task %s, which has another skill, input or priority. Use a new key for a new request."
            .formatted(key, first),
        Map.of("task", first.toString()),
        null);
  }
}
