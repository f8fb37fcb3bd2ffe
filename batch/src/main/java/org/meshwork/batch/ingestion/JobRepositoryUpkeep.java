package org.meshwork.batch.ingestion;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;

/**
 * Once an hour: the batch subsystem keeps the rows of a job for ever; those of tasks that are no
 * longer kept are deleted. JBeret's foreign keys take executions, steps and partitions along.
 */
@Singleton
@Startup
@DependsOn("ejb.jar#SchemaMigration")
public class JobRepositoryUpkeep {
  /** An administrator may have configured another repository than the one in this database. */
  private static final String IS_HERE = "select to_regclass('job_instance') is not null";

  /** A day: an execution that begins right now is not yet recorded with its task. */
  private static final String DELETE =
      """
      delete from job_instance where jobinstanceid in (
        select i.jobinstanceid from job_instance i
        where i.jobname = ?
          and not exists (
            select from job_execution e
            where e.jobinstanceid = i.jobinstanceid and e.lastupdatedtime > now() - interval '1 day')
          and i.jobinstanceid not in (
            select e.jobinstanceid from job_execution e join task t on t.batch_execution = e.jobexecutionid)
        limit 1000)""";

  @Inject private Jdbi jdbi;

  @Schedule(hour = "*", minute = "17", persistent = false)
  void deleteForgotten() {
    jdbi.useHandle(
        handle -> {
          if (handle.select(IS_HERE).mapTo(boolean.class).one()) {
            handle.execute(DELETE, IngestionJobs.JOB);
          }
        });
  }
}
