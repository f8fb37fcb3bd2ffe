package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.Remedy;

/**
 * Runs from their beginning to their recorded end. Skills whose work can also be begun by another
 * hand, such as from the server's console, use it to make the task follow.
 */
@ApplicationScoped
public class TaskRuns {
  private final TaskClaims claims;
  private final TaskEnds ends;
  private final TaskExecutions executions;
  private final RunningHere runningHere;
  private final TaskMeters meters;

  @Inject
  TaskRuns(
      TaskClaims claims,
      TaskEnds ends,
      TaskExecutions executions,
      RunningHere runningHere,
      TaskMeters meters) {
    this.claims = claims;
    this.ends = ends;
    this.executions = executions;
    this.runningHere = runningHere;
    this.meters = meters;
  }

  /** For the container's proxy. */
  TaskRuns() {
    this(null, null, null, null, null);
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
    runningHere.began(run);
  }

  /** Which batch execution does the work; the next attempt resumes it. */
  public void record(TaskRun run, long batchExecution) {
    executions.record(run, batchExecution);
  }

  /** The batch execution that did the work last. */
  public OptionalLong batchExecution(TaskId task) {
    return executions.last(task);
  }

  /** Records that a run that {@link #begin} gave was not done, and why. */
  public void end(TaskRun run, String skill, Throwable failure) {
    end(run, skill, outcome(run, failure));
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
      runningHere.ended(run);
    }
  }

  /** Has a run's work done, and records how it has ended. */
  CompletionStage<Void> conduct(
      TaskRun run, String skill, Supplier<CompletionStage<TaskOutcome>> work) {
    return begun(work)
        .exceptionally(failure -> outcome(run, failure))
        .thenAccept(outcome -> end(run, skill, outcome));
  }

  private static CompletionStage<TaskOutcome> begun(Supplier<CompletionStage<TaskOutcome>> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static TaskOutcome outcome(TaskRun run, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Problem problem && !mayPass(problem)) {
      return new TaskOutcome.Failed(problem.toRecord());
    }
    TaskLog.LOG.attemptLost(run.attempt(), run.task().toString(), cause);
    return new TaskOutcome.Interrupted(AttemptLost.because(cause).toRecord());
  }

  private static boolean mayPass(Problem problem) {
    Remedy remedy = problem.type().remedy();
    return remedy == Remedy.RETRY_HERE || remedy == Remedy.RETRY_ELSEWHERE;
  }
}
