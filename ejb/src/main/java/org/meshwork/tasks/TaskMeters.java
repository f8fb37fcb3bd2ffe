package org.meshwork.tasks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Figures about tasks, where the server collects any. */
@ApplicationScoped
class TaskMeters {
  private final Optional<MeterRegistry> registry;

  @Inject
  TaskMeters(Instance<MeterRegistry> registry, TaskDepth depth) {
    this.registry = registry.isResolvable() ? Optional.of(registry.get()) : Optional.empty();
    this.registry.ifPresent(meters -> watch(meters, depth));
  }

  /** For the container's proxy. */
  TaskMeters() {
    registry = Optional.empty();
  }

  private static void watch(MeterRegistry meters, TaskDepth depth) {
    for (TaskState state : List.of(TaskState.SUBMITTED, TaskState.QUEUED, TaskState.RUNNING)) {
      // The server exports what these methods of its registry make, and nothing that a builder
      // registers.
      meters.gauge(
          "meshwork.tasks.depth", Tags.of("state", state.toString()), depth, it -> it.of(state));
    }
  }

  /** A task has entered a state. */
  void changed(String skill, TaskState state) {
    registry.ifPresent(
        meters ->
            meters
                .counter("meshwork.tasks.changes", "skill", skill, "state", state.toString())
                .increment());
  }
}
