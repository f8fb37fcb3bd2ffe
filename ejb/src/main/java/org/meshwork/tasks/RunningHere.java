package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attempts at planning and at running that this node makes at this moment: those whose leases
 * it renews. Kept apart, because their numbers are counted apart: the first run of a task may begin
 * before the planning that made it possible has returned.
 */
@ApplicationScoped
class RunningHere {
  private final Set<TaskRun> planned = ConcurrentHashMap.newKeySet();
  private final Set<TaskRun> run = ConcurrentHashMap.newKeySet();

  void planningBegan(TaskRun planning) {
    planned.add(planning);
  }

  void planningEnded(TaskRun planning) {
    planned.remove(planning);
  }

  void began(TaskRun attempt) {
    run.add(attempt);
  }

  void ended(TaskRun attempt) {
    run.remove(attempt);
  }

  Set<TaskRun> runs() {
    return Set.copyOf(run);
  }

  Set<TaskRun> all() {
    return Stream.concat(planned.stream(), run.stream()).collect(Collectors.toUnmodifiableSet());
  }
}
