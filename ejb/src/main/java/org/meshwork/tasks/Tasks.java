package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

/** The tasks of this node. */
@ApplicationScoped
@Transactional
public class Tasks {
  public Optional<Task> find(TaskId id) {
    throw new UnsupportedOperationException();
  }

  public Task require(TaskId id) {
    return find(id).orElseThrow(() -> new TaskUnknown(id.toString()));
  }

  /** The newest first. */
  public Page<Task> list(TaskFilter filter, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * A task that waits is cancelled at once; one that runs is told, and ends soon. Cancelling a
   * cancelled task changes nothing; one that ended otherwise raises {@link TaskStateConflict}.
   */
  public Task cancel(TaskId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Interrupts a task so that it can be resumed: it goes back to {@code queued} and stays there,
   * with what it has done, until {@link #restart}.
   */
  public Task stop(TaskId id) {
    throw new UnsupportedOperationException();
  }

  /** Resumes a task that was stopped or has failed, from where it was. */
  public Task restart(TaskId id) {
    throw new UnsupportedOperationException();
  }

  /** Events with a greater id, in their order. */
  public List<TaskEvent> events(TaskId id, long after, int limit) {
    throw new UnsupportedOperationException();
  }
}
