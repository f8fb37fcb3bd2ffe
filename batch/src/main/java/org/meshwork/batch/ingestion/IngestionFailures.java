package org.meshwork.batch.ingestion;

import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Remembers why a job failed, for the task's problem. */
@Named("ingestionFailures")
@Dependent
class IngestionFailures implements ChunkListener {
  @Inject private JobContext job;
  @Inject private ActiveRuns active;

  @Override
  public void beforeChunk() {}

  @Override
  public void onError(Exception cause) {
    active.executedAs(job.getExecutionId()).ifPresent(run -> run.failed(cause));
  }

  @Override
  public void afterChunk() {}
}
