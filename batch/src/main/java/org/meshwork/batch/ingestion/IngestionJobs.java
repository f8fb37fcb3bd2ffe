package org.meshwork.batch.ingestion;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.meshwork.tasks.TaskRun;
import org.meshwork.tasks.TaskRuns;

/**
 * Starts, resumes and stops the job. An enterprise bean, so that the caller's thread gets this
 * archive's class loader: by it the server knows whose jobs are meant.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class IngestionJobs {
  static final String JOB = "ingestion";
  static final String TASK = "task";
  static final String ATTEMPT = "attempt";

  /**
   * JBeret leaves executions that a crash interrupted as STARTED, and refuses to restart these
   * (JBERET-655). Nobody else runs them: this node owns the task's lease.
   */
  private static final String RESTART_MODE = "jberet.restart.mode";

  private static final String FORCE = "force";

  @Inject private TaskRuns runs;
  @Inject private ActiveRuns active;

  /**
   * Resumes the execution that worked on the task before, or starts one: also while that execution,
   * which has lost the task, is still about to end here.
   *
   * @return the execution's id
   */
  public long begin(TaskRun run) {
    OptionalLong before = runs.batchExecution(run.task());
    boolean resumable = before.isPresent() && active.executedAs(before.getAsLong()).isEmpty();
    return resumable ? resume(run, before.getAsLong()) : start(run);
  }

  private long resume(TaskRun run, long before) {
    Properties parameters = parameters(run);
    parameters.setProperty(RESTART_MODE, FORCE);
    try {
      long execution = operator().restart(before, parameters);
      IngestionLog.LOG.resumed(run.task().toString(), before, execution);
      return execution;
    } catch (JobExecutionAlreadyCompleteException e) {
      return start(run);
    } catch (BatchRuntimeException e) {
      // The items' rows say what is left to do, so another execution does as well.
      IngestionLog.LOG.notResumable(run.task().toString(), before, e.getMessage());
      return start(run);
    }
  }

  private static long start(TaskRun run) {
    return operator().start(JOB, parameters(run));
  }

  private static Properties parameters(TaskRun run) {
    Properties parameters = new Properties();
    parameters.setProperty(TASK, run.task().toString());
    parameters.setProperty(ATTEMPT, Integer.toString(run.attempt()));
    return parameters;
  }

  /** Empty when nothing is known of the execution any more. */
  public Optional<BatchStatus> status(long execution) {
    try {
      return Optional.of(operator().getJobExecution(execution).getBatchStatus());
    } catch (NoSuchJobExecutionException e) {
      IngestionLog.LOG.debugf(e, "Batch execution %d has gone", execution);
      return Optional.empty();
    }
  }

  public void stop(long execution) {
    try {
      operator().stop(execution);
    } catch (JobExecutionNotRunningException | NoSuchJobExecutionException e) {
      IngestionLog.LOG.debugf(e, "Batch execution %d has ended by itself", execution);
    }
  }

  private static JobOperator operator() {
    return BatchRuntime.getJobOperator();
  }
}
