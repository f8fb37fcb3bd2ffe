package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.meshwork.foundation.Meters;

/** Figures about tasks. */
@ApplicationScoped
class TaskMeters {
  private final Meters meters;

  @Inject
  TaskMeters(Meters meters, TaskDepth depth) {
    this.meters = meters;
    for (TaskState state : List.of(TaskState.SUBMITTED, TaskState.QUEUED, TaskState.RUNNING)) {
      meters.gauge("meshwork.tasks.depth", depth, it -> it.of(state), "state", state.toString());
    }
  }

  /** For the container's proxy. */
  TaskMeters() {
    meters = null;
  }

  /** The depth is to be seen from the start on, not from the first change on. */
  void existAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** A task has entered a state. */
  void changed(String skill, TaskState state) {
    meters.counter("meshwork.tasks.changes", "skill", skill, "state", state.toString()).increment();
  }
}
