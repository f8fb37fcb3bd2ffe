package org.meshwork.batch.ingestion;

import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Ends the runs whose job has ended without telling. JBeret calls no listener of a job that was
 * stopped before its thread began, nor of one that could not record its beginning; the task would
 * be held for ever.
 *
 * <p>Jobs that another hand has stopped are left to it on purpose. A redeployment stops them by the
 * same call as the console, but takes this watch along; then the next start finds the task running,
 * and it goes on.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class RunWatch {
  @EJB private IngestionJobs jobs;
  @Inject private ActiveRuns active;
  @Inject private RunEnds ends;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void look() {
    active.all().stream().filter(run -> run.execution() != 0).forEach(this::look);
  }

  private void look(ActiveRun run) {
    Optional<BatchStatus> status = jobs.status(run.execution());
    if (status.isEmpty() || run.isLost(status.get())) {
      if (!run.isLeftToWatch()) {
        IngestionLog.LOG.endedSilently(
            run.run().task().toString(), run.execution(), status.map(Enum::name).orElse("GONE"));
      }
      ends.end(run, status.orElse(BatchStatus.ABANDONED));
    }
  }
}
