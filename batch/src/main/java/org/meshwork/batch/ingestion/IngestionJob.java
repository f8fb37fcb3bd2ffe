package org.meshwork.batch.ingestion;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.meshwork.documents.ingestion.IngestionPlans;
import org.meshwork.documents.ingestion.IngestionSubmissions;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.tasks.AttemptLost;
import org.meshwork.tasks.Task;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskOutcome;
import org.meshwork.tasks.TaskRun;
import org.meshwork.tasks.TaskRuns;
import org.meshwork.tasks.Tasks;

/**
 * Makes the task follow its job. A job that somebody starts or stops in the server's console claims
 * its task, or gives it back, like one that the node started.
 */
@Named("ingestionJob")
@Dependent
class IngestionJob implements JobListener {
  @Inject @BatchProperty private String task;
  @Inject private JobContext job;
  @Inject private ActiveRuns active;
  @Inject private TaskRuns runs;
  @Inject private Tasks tasks;
  @Inject private IngestionPlans plans;
  @Inject private IngestionWork work;

  @Override
  public void beforeJob() {
    TaskId id = id();
    ActiveRun run = active.find(id).orElseGet(() -> beginElsewhere(id));
    run.executedBy(job.getExecutionId());
    runs.record(run.run(), job.getExecutionId());
    work.resume(id);
  }

  private TaskId id() {
    if (task == null) {
      throw new IllegalStateException(
          "The job needs the parameter task; submit a task instead of starting the job by hand");
    }
    return TaskId.parse(task);
  }

  private ActiveRun beginElsewhere(TaskId id) {
    TaskRun run =
        runs.begin(id)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Task %s can't be run: it is %s".formatted(id, tasks.require(id).state())));
    Task begun = tasks.require(id);
    ActiveRun elsewhere = new ActiveRun(run, plans.collection(begun.input()), true);
    active.add(elsewhere);
    IngestionLog.LOG.begunElsewhere(task, job.getExecutionId());
    return elsewhere;
  }

  @Override
  public void afterJob() {
    if (task != null) {
      active.find(id()).ifPresent(this::end);
    }
  }

  private void end(ActiveRun run) {
    active.remove(run);
    try {
      TaskOutcome outcome = outcome(run);
      if (run.begunElsewhere()) {
        runs.end(run.run(), IngestionSubmissions.SKILL, outcome);
      }
      run.outcome().complete(outcome);
    } catch (RuntimeException e) {
      run.outcome().completeExceptionally(e);
      throw e;
    }
  }

  /** The items' rows say whether all is done, whatever the job thinks of itself. */
  private TaskOutcome outcome(ActiveRun run) {
    TaskId id = run.run().task();
    if (work.open(id) == 0) {
      return new TaskOutcome.Completed(work.result(id));
    }
    if (run.stopRequested()) {
      return new TaskOutcome.Stopped(false);
    }
    if (run.failure().isEmpty() && isStopped(job.getBatchStatus())) {
      IngestionLog.LOG.stoppedElsewhere(task);
      return new TaskOutcome.Stopped(true);
    }
    Exception cause =
        run.failure()
            .orElseGet(() -> new IllegalStateException("the job ended " + job.getBatchStatus()));
    return new TaskOutcome.Interrupted(AttemptLost.because(cause).toRecord());
  }

  private static boolean isStopped(BatchStatus status) {
    return status == BatchStatus.STOPPING || status == BatchStatus.STOPPED;
  }
}
