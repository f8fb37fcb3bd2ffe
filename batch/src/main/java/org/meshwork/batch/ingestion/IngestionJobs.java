package org.meshwork.batch.ingestion;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.Properties;
import org.meshwork.tasks.TaskId;
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

  /**
   * JBeret leaves executions that a crash interrupted as STARTED, and refuses to restart these
   * (JBERET-655). Nobody else runs them: this node owns the task's lease.
   */
  private static final String RESTART_MODE = "jberet.restart.mode";

  private static final String FORCE = "force";

  @Inject private TaskRuns runs;

  /**
   * Resumes the execution that worked on the task before, or starts one.
   *
   * @return the execution's id
   */
  public long begin(TaskId task) {
    OptionalLong before = runs.batchExecution(task);
    return before.isPresent() ? resume(task, before.getAsLong()) : start(task);
  }

  private long resume(TaskId task, long before) {
    Properties parameters = parameters(task);
    parameters.setProperty(RESTART_MODE, FORCE);
    try {
      long execution = operator().restart(before, parameters);
      IngestionLog.LOG.resumed(task.toString(), before, execution);
      return execution;
    } catch (JobExecutionAlreadyCompleteException e) {
      return start(task);
    } catch (BatchRuntimeException e) {
      // The items' rows say what is left to do, so another execution does as well.
      IngestionLog.LOG.notResumable(task.toString(), before, e.getMessage());
      return start(task);
    }
  }

  private static long start(TaskId task) {
    return operator().start(JOB, parameters(task));
  }

  private static Properties parameters(TaskId task) {
    Properties parameters = new Properties();
    parameters.setProperty(TASK, task.toString());
    return parameters;
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
