package org.meshwork.tasks;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** No more event streams can be served. */
public final class TooManyWatchers extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "too-many-watchers", "Too many clients are watching tasks.", 503, Remedy.RETRY_HERE);

  TooManyWatchers(int max) {
    super(
        TYPE,
        "%d event streams are open, as many as meshwork.tasks.max-watchers allows. Ask for the task itself instead, or try again later."
            .formatted(max),
        Map.of("maxWatchers", max),
        null);
  }
}
