package org.meshwork.tasks;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.NodeId;

/** Progress for tests of what reports it. */
public final class TestProgress {
  private TestProgress() {}

  public static TaskProgress of(Jdbi jdbi, NodeId node, Clock clock) {
    return new TaskProgress(jdbi, node, new ProgressPace(clock));
  }
}
