package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.meshwork.foundation.Uuid7;

/** Where tasks come in. */
@ApplicationScoped
public class TaskSubmissions {
  private final Skills skills;
  private final TaskRows rows;
  private final Hints hints;
  private final TaskDepth depth;
  private final TaskMeters meters;
  private final Clock clock;

  @Inject
  TaskSubmissions(
      Skills skills, TaskRows rows, Hints hints, TaskDepth depth, TaskMeters meters, Clock clock) {
    this.skills = skills;
    this.rows = rows;
    this.hints = hints;
    this.depth = depth;
    this.meters = meters;
    this.clock = clock;
  }

  /** For the container's proxy. */
  TaskSubmissions() {
    this(null, null, null, null, null, null);
  }

  /**
   * Keeps a task. When this returns, the task survives any crash; inside a transaction of the
   * caller, when that has committed.
   *
   * <p>Raises {@link SkillUnknown}, what the skill says about the input, {@link
   * IdempotencyKeyReused} or {@link TooManyTasks}.
   */
  // Row and event are one statement, which is a transaction by itself: beginning one for it would
  // cost a second round trip on the way of every submission.
  @Transactional(Transactional.TxType.SUPPORTS)
  public Task submit(NewTask task) {
    skills.require(task.skill()).validate(task.input());
    return keep(task, id -> {});
  }

  /**
   * For features that keep rows of their own beside the task's: the same without the skill's
   * validation, in one transaction with what {@code rows} does. A task that was there already, by
   * its idempotency key, gets no rows.
   */
  @Transactional
  public Task submit(NewTask task, Consumer<TaskId> rows) {
    return keep(task, rows);
  }

  private Task keep(NewTask wanted, Consumer<TaskId> others) {
    depth.requireRoom();
    Task task = begin(wanted);
    if (!rows.insert(task, wanted.idempotencyKey())) {
      return rows.firstWithKey(wanted, wanted.idempotencyKey().orElseThrow());
    }
    others.accept(task.id());
    hints.planning(task.id(), task.priority());
    meters.changed(task.skill(), task.state());
    return task;
  }

  private Task begin(NewTask wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Task(
        new TaskId(Uuid7.next(clock, ThreadLocalRandom.current())),
        wanted.skill(),
        TaskState.SUBMITTED,
        wanted.priority(),
        wanted.input(),
        new Progress(0, 0, 0, 0, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        wanted.submittedBy(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false);
  }
}
