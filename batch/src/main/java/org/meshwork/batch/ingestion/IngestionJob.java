package org.meshwork.batch.ingestion;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.ingestion.IngestionPlans;
import org.meshwork.documents.ingestion.IngestionSubmissions;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.tasks.TaskId;
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
  @Inject @BatchProperty private String attempt;
  @Inject private JobContext job;
  @Inject private ActiveRuns active;
  @Inject private RunEnds ends;
  @Inject private TaskRuns runs;
  @Inject private Tasks tasks;
  @Inject private IngestionPlans plans;
  @Inject private IngestionWork work;

  @Override
  public void beforeJob() {
    ActiveRun run = begunHere().orElseGet(this::beginElsewhere);
    run.executedBy(job.getExecutionId());
    run.jobBegan();
    runs.record(run.run(), job.getExecutionId());
    work.resume(run.run());
  }

  /** Empty for the attempt of an earlier execution, whose parameters the console hands on. */
  private Optional<ActiveRun> begunHere() {
    return attempt == null
        ? Optional.empty()
        : active.find(new TaskRun(id(), Integer.parseInt(attempt)));
  }

  private TaskId id() {
    if (task == null) {
      throw new IllegalStateException(
          "The job needs the parameter task; submit a task instead of starting the job by hand");
    }
    return TaskId.parse(task);
  }

  private ActiveRun beginElsewhere() {
    TaskId id = id();
    active.all().stream()
        .filter(run -> run.run().task().equals(id) && run.isLeftToWatch())
        .forEach(run -> ends.end(run, BatchStatus.STOPPED));
    TaskRun run =
        runs.begin(id)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Task %s can't be run: it is %s".formatted(id, tasks.require(id).state())));
    try {
      ActiveRun elsewhere = new ActiveRun(run, collection(id), true);
      active.add(elsewhere);
      IngestionLog.LOG.begunElsewhere(task, job.getExecutionId());
      return elsewhere;
    } catch (RuntimeException e) {
      runs.end(run, IngestionSubmissions.SKILL, e);
      throw e;
    }
  }

  private Collection collection(TaskId id) {
    Collection collection = plans.collection(tasks.require(id).input());
    plans.requireModel(collection);
    return collection;
  }

  @Override
  public void afterJob() {
    active.executedAs(job.getExecutionId()).ifPresent(run -> ends.told(run, job.getBatchStatus()));
  }
}
