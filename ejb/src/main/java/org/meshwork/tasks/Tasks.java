package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

/** The tasks of this node. */
@ApplicationScoped
@Transactional
public class Tasks {
  private final TaskRows rows;
  private final TaskEventRows events;
  private final TaskWishes wishes;
  private final Skills skills;
  private final Hints hints;
  private final TaskMeters meters;

  @Inject
  Tasks(
      TaskRows rows,
      TaskEventRows events,
      TaskWishes wishes,
      Skills skills,
      Hints hints,
      TaskMeters meters) {
    this.rows = rows;
    this.events = events;
    this.wishes = wishes;
    this.skills = skills;
    this.hints = hints;
    this.meters = meters;
  }

  /** For the container's proxy. */
  Tasks() {
    this(null, null, null, null, null, null);
  }

  public Optional<Task> find(TaskId id) {
    return rows.find(id);
  }

  public Task require(TaskId id) {
    return find(id).orElseThrow(() -> new TaskUnknown(id.toString()));
  }

  /** The newest first. */
  public Page<Task> list(TaskFilter filter, PageRequest request) {
    return rows.list(filter, request);
  }

  /**
   * A task that waits is cancelled at once; one that runs is told, and ends soon. Cancelling a
   * cancelled task changes nothing; one that ended otherwise raises {@link TaskStateConflict}.
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public Task cancel(TaskId id) {
    Optional<Task> changed = wishes.cancel(id);
    if (changed.isEmpty()) {
      return requireState(id, TaskState.CANCELLED, "cancelled");
    }
    meters.changed(changed.get().skill(), changed.get().state());
    return interrupted(changed.get());
  }

  /**
   * Interrupts a task so that it can be resumed: it goes back to {@code queued} and stays there,
   * with what it has done, until {@link #restart}.
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public Task stop(TaskId id) {
    return wishes.stop(id).map(this::interrupted).orElseThrow(() -> conflict(id, "stopped"));
  }

  /** Row first: a run on another node learns of it when it renews its lease. */
  private Task interrupted(Task task) {
    if (task.state() == TaskState.RUNNING) {
      skills
          .find(task.skill())
          .ifPresent(skill -> skill.stop(new TaskRun(task.id(), task.attempts())));
    }
    return task;
  }

  /** Resumes a task that was stopped or has failed, from where it was. */
  @Transactional(TxType.NOT_SUPPORTED)
  public Task restart(TaskId id) {
    Task task = wishes.restart(id).orElseThrow(() -> conflict(id, "restarted"));
    if (task.state() == TaskState.QUEUED) {
      hints.execution(id, task.priority());
    } else {
      hints.planning(id, task.priority());
    }
    return task;
  }

  private Task requireState(TaskId id, TaskState expected, String wish) {
    Task task = require(id);
    if (task.state() != expected) {
      throw new TaskStateConflict(id, task.state(), wish);
    }
    return task;
  }

  private RuntimeException conflict(TaskId id, String wish) {
    return new TaskStateConflict(id, require(id).state(), wish);
  }

  /** Events with a greater id, in their order. */
  public List<TaskEvent> events(TaskId id, long after, int limit) {
    return events.after(id, after, limit);
  }
}
