package org.meshwork.batch.ingestion;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.ingestion.IngestionPlans;
import org.meshwork.documents.ingestion.IngestionSubmissions;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.tasks.Skill;
import org.meshwork.tasks.TaskOutcome;
import org.meshwork.tasks.TaskRun;

/** Brings documents into a collection, by the batch job {@code ingestion}. */
@ApplicationScoped
class IngestionSkill implements Skill {
  private final IngestionPlans plans;
  private final IngestionWork work;
  private final ActiveRuns runs;

  @EJB private IngestionJobs jobs;

  @Inject
  IngestionSkill(IngestionPlans plans, IngestionWork work, ActiveRuns runs) {
    this.plans = plans;
    this.work = work;
    this.runs = runs;
  }

  /** For the container's proxy. */
  IngestionSkill() {
    this(null, null, null);
  }

  @Override
  public String name() {
    return IngestionSubmissions.SKILL;
  }

  @Override
  public void validate(JsonObject input) {
    plans.validate(input);
  }

  @Override
  public void plan(TaskRun planning, JsonObject input) {
    plans.plan(planning, input);
  }

  @Override
  public CompletionStage<TaskOutcome> run(TaskRun run, JsonObject input) {
    if (work.open(run.task()) == 0) {
      // Such as an empty directory; a job would say the same, and leave a dozen rows.
      return CompletableFuture.completedFuture(new TaskOutcome.Completed(work.result(run.task())));
    }
    Collection collection = plans.collection(input);
    plans.requireModel(collection);
    ActiveRun active = new ActiveRun(run, collection, false);
    runs.add(active);
    try {
      active.executedBy(jobs.begin(run));
    } catch (RuntimeException e) {
      runs.remove(active);
      throw e;
    }
    // A stop may have come before there was an execution to stop.
    if (active.stopRequested()) {
      jobs.stop(active.execution());
    }
    return active.outcome();
  }

  @Override
  public void stop(TaskRun run) {
    runs.find(run).ifPresent(this::stop);
  }

  private void stop(ActiveRun active) {
    active.requestStop();
    if (active.execution() != 0) {
      jobs.stop(active.execution());
    }
  }
}
