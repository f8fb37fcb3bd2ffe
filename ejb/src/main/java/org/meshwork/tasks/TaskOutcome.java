package org.meshwork.tasks;

import jakarta.json.JsonObject;
import java.util.Objects;
import org.meshwork.foundation.ProblemRecord;

/** How a run ended. */
public sealed interface TaskOutcome {
  /** All of it was done. */
  record Completed(JsonObject result) implements TaskOutcome {
    public Completed {
      Objects.requireNonNull(result);
    }
  }

  /** It was not done, and trying again would not help. */
  record Failed(ProblemRecord problem) implements TaskOutcome {
    public Failed {
      Objects.requireNonNull(problem);
    }
  }

  /** It was not done, and trying again may help. */
  record Interrupted(ProblemRecord problem) implements TaskOutcome {
    public Interrupted {
      Objects.requireNonNull(problem);
    }
  }

  /**
   * It was asked to stop, and can be resumed.
   *
   * @param untilRestarted not before somebody restarts it
   */
  record Stopped(boolean untilRestarted) implements TaskOutcome {}
}
