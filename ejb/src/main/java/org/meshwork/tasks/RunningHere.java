package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks that this node plans or runs at this moment: those whose leases it renews. */
@ApplicationScoped
class RunningHere {
  private final Set<TaskId> tasks = ConcurrentHashMap.newKeySet();

  void add(TaskId task) {
    tasks.add(task);
  }

  void remove(TaskId task) {
    tasks.remove(task);
  }

  Set<TaskId> all() {
    return Set.copyOf(tasks);
  }
}
