package org.meshwork.batch.ingestion;

import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.meshwork.documents.ingestion.IngestionSubmissions;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.foundation.ServerState;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskOutcome;
import org.meshwork.tasks.TaskRuns;

/** Ends runs whose job has ended, once each, whoever noticed it. */
@ApplicationScoped
class RunEnds {
  private final ActiveRuns active;
  private final IngestionWork work;
  private final TaskRuns runs;
  private final ServerState server;

  @Inject
  RunEnds(ActiveRuns active, IngestionWork work, TaskRuns runs, ServerState server) {
    this.active = active;
    this.work = work;
    this.runs = runs;
    this.server = server;
  }

  /** For the container's proxy. */
  RunEnds() {
    this(null, null, null, null);
  }

  /** The job tells that it ends. */
  void told(ActiveRun run, BatchStatus job) {
    if (isStopped(job) && isByAnotherHand(run)) {
      run.leaveToWatch();
      return;
    }
    end(run, job);
  }

  private boolean isByAnotherHand(ActiveRun run) {
    return run.failure().isEmpty() && !run.stopRequested() && !server.isGoingDown();
  }

  private static boolean isStopped(BatchStatus job) {
    return job == BatchStatus.STOPPING || job == BatchStatus.STOPPED;
  }

  /**
   * @param job what the job thinks of itself
   */
  void end(ActiveRun run, BatchStatus job) {
    if (!active.remove(run)) {
      return;
    }
    try {
      work.release(run.run());
      end(run, outcome(run, job));
    } catch (Exception e) { // Any that a part of the job raised; the run's end records it.
      fail(run, e);
    }
  }

  private void end(ActiveRun run, TaskOutcome outcome) {
    if (run.begunElsewhere()) {
      runs.end(run.run(), IngestionSubmissions.SKILL, outcome);
    }
    run.outcome().complete(outcome);
  }

  private void fail(ActiveRun run, Exception cause) {
    if (run.begunElsewhere()) {
      runs.end(run.run(), IngestionSubmissions.SKILL, cause);
    }
    run.outcome().completeExceptionally(cause);
  }

  /** The items' rows say whether all is done, whatever the job thinks of itself. */
  private TaskOutcome outcome(ActiveRun run, BatchStatus job) throws Exception {
    TaskId id = run.run().task();
    if (work.open(id) == 0) {
      return new TaskOutcome.Completed(work.result(id));
    }
    if (run.stopRequested() || server.isGoingDown()) {
      return new TaskOutcome.Stopped(false);
    }
    if (run.failure().isPresent()) {
      throw run.failure().get();
    }
    if (isStopped(job)) {
      IngestionLog.LOG.stoppedElsewhere(id.toString());
      return new TaskOutcome.Stopped(true);
    }
    throw new IllegalStateException("the job ended " + job);
  }
}
