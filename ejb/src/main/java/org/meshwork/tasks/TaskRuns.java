package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.meshwork.foundation.Problem;

/**
 * Runs from their beginning to their recorded end. Skills whose work can also be begun by another
 * hand, such as from the server's console, use it to make the task follow.
 */
@ApplicationScoped
public class TaskRuns {
  private final TaskClaims claims;
  private final TaskEnds ends;
  private final RunningHere runningHere;
  private final TaskMeters meters;

  @Inject
  TaskRuns(TaskClaims claims, TaskEnds ends, RunningHere runningHere, TaskMeters meters) {
    this.claims = claims;
    this.ends = ends;
    this.runningHere = runningHere;
    this.meters = meters;
  }

  /** For the container's proxy. */
  TaskRuns() {
    this(null, null, null, null);
  }

  /** Claims a task that waits, stopped or not; empty when its state does not allow to run it. */
  public Optional<TaskRun> begin(TaskId task) {
    return claims
        .claimNow(task)
        .map(
            claimed -> {
              began(claimed.run());
              return claimed.run();
            });
  }

  void began(TaskRun run) {
    runningHere.add(run.task());
  }

  /** The lease is no longer renewed: when it lapses, the task is tried again. */
  void abandon(TaskRun run) {
    runningHere.remove(run.task());
  }

  /** Does a run's work and records how it has ended. */
  void conduct(TaskRun run, String skill, Supplier<TaskOutcome> work) {
    try {
      end(run, skill, outcome(run, work));
    } finally {
      runningHere.remove(run.task());
    }
  }

  /** Records how a run that {@link #begin} gave has ended. */
  public void end(TaskRun run, String skill, TaskOutcome outcome) {
    try {
      ends.end(run, outcome)
          .ifPresentOrElse(
              state -> meters.changed(skill, state),
              () -> TaskLog.LOG.leaseLost(run.attempt(), run.task().toString()));
    } catch (RuntimeException e) {
      TaskLog.LOG.endNotRecorded(run.attempt(), run.task().toString(), e);
    } finally {
      runningHere.remove(run.task());
    }
  }

  private static TaskOutcome outcome(TaskRun run, Supplier<TaskOutcome> work) {
    try {
      return work.get();
    } catch (Problem problem) {
      return new TaskOutcome.Failed(problem.toRecord());
    } catch (RuntimeException | StackOverflowError e) {
      TaskLog.LOG.attemptLost(run.attempt(), run.task().toString(), e);
      return new TaskOutcome.Interrupted(AttemptLost.because(e).toRecord());
    }
  }
}
