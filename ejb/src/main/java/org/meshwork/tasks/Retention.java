package org.meshwork.tasks;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets ended tasks and their events when they have been kept long enough. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Retention {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  /** In one round; the rest waits for the next, so that nothing else waits for this. */
  private static final int MAX_BATCHES = 50;

  @Resource private TimerService timers;
  @Inject private TaskPruning pruning;

  @PostConstruct
  void schedule() {
    again();
  }

  private void again() {
    timers.createSingleActionTimer(INTERVAL.toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  void prune() {
    try {
      int batches = 0;
      while (batches < MAX_BATCHES && (pruning.events() || pruning.tasks())) {
        batches++;
      }
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
    } finally {
      again();
    }
  }
}
