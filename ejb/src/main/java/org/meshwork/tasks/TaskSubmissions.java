package org.meshwork.tasks;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.meshwork.foundation.Uuid7;
import org.meshwork.tasks.TaskRows.NewRow;

/** Where tasks come in. */
@ApplicationScoped
public class TaskSubmissions {
  private static final int MAX_TOGETHER = 100;

  private final Skills skills;
  private final TaskRows rows;
  private final Hints hints;
  private final TaskDepth depth;
  private final SubmissionPressure pressure;
  private final TaskMeters meters;
  private final Clock clock;
  private final GroupCommit<NewRow, Boolean> together;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transaction;

  @Inject
  TaskSubmissions(
      Skills skills,
      TaskRows rows,
      Hints hints,
      TaskDepth depth,
      SubmissionPressure pressure,
      TaskMeters meters,
      Clock clock) {
    this.skills = skills;
    this.rows = rows;
    this.hints = hints;
    this.depth = depth;
    this.pressure = pressure;
    this.meters = meters;
    this.clock = clock;
    together = new GroupCommit<>(MAX_TOGETHER, rows::insert, TaskRows::isAboutData);
  }

  /** For the container's proxy. */
  TaskSubmissions() {
    skills = null;
    rows = null;
    hints = null;
    depth = null;
    pressure = null;
    meters = null;
    clock = null;
    together = null;
  }

  /**
   * Keeps a task. When this returns, the task survives any crash; inside a transaction of the
   * caller, when that has committed.
   *
   * <p>Raises {@link SkillUnknown}, what the skill says about the input, {@link
   * IdempotencyKeyReused} or {@link TooManyTasks}.
   */
  // Not @Transactional, not even SUPPORTS: the statement is a transaction by itself, and on the way
  // of every submission an interceptor counts.
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
    NewRow row = new NewRow(task, wanted.idempotencyKey());
    if (!pressure.during(() -> insert(row))) {
      return rows.firstWithKey(wanted, wanted.idempotencyKey().orElseThrow());
    }
    others.accept(task.id());
    hints.planning(task.id(), task.priority());
    meters.changed(task.skill(), task.state());
    return task;
  }

  /** With others', unless it belongs to a transaction of the caller. */
  private boolean insert(NewRow row) {
    return transaction.getTransactionKey() == null ? together.add(row) : rows.insert(row);
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
