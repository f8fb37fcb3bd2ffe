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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets ended tasks and their events when they have been kept long enough. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Retention {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Of one round; what is left waits for the next. */
  private static final Duration MAX_TIME = Duration.ofMinutes(5);

  @Resource private TimerService timers;
  @Inject private TaskPruning pruning;
  @Inject private Clock clock;

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
      prune(clock.instant().plus(MAX_TIME));
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
    } finally {
      again();
    }
  }

  /** In turns, so that neither keeps the other waiting. */
  private void prune(Instant until) {
    boolean more = true;
    while (more && clock.instant().isBefore(until)) {
      boolean events = pruning.events();
      more = pruning.tasks() || events;
    }
  }
}
