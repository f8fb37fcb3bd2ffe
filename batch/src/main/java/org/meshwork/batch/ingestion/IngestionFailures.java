package org.meshwork.batch.ingestion;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Remembers why a job failed, for the task's problem. */
@Named("ingestionFailures")
@Dependent
class IngestionFailures implements ChunkListener {
  @Inject @BatchProperty private String task;
  @Inject private ActiveRuns active;

  @Override
  public void beforeChunk() {}

  @Override
  public void onError(Exception cause) {
    active.require(task).failed(cause);
  }

  @Override
  public void afterChunk() {}
}
