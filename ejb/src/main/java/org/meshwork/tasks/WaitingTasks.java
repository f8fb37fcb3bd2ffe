package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.meshwork.mesh.offer.WaitingWork;

/** What the mesh tells peers of this node's tasks. */
@ApplicationScoped
class WaitingTasks implements WaitingWork {
  @Inject private TaskDepth depth;

  @Override
  public int tasks() {
    return depth.of(TaskState.SUBMITTED) + depth.of(TaskState.QUEUED);
  }
}
