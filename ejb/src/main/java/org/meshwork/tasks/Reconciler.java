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
import java.util.List;
import org.meshwork.tasks.TaskRecovery.Found;

/**
 * Sees to it that every task goes on, at the node's start and then in every {@code
 * meshwork.tasks.reconcile-interval}: takes back what a crash or a silent node has left, hints
 * again at what nobody has planned, wakes free slots, and counts the line.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Reconciler {
  @Resource private TimerService timers;
  @Inject private TaskRecovery recovery;
  @Inject private Leases leases;
  @Inject private Executor executor;
  @Inject private Hints hints;
  @Inject private TaskDepth depth;
  @Inject private TaskMeters meters;
  @Inject private TaskSettings settings;

  private boolean recovered;

  @PostConstruct
  void schedule() {
    again(Duration.ZERO);
  }

  /** One after the other: a timer of intervals would warn of each look that takes longer. */
  private void again(Duration delay) {
    timers.createSingleActionTimer(delay.toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  void reconcile() {
    try {
      if (!recovered) {
        recover();
      }
      depth.count();
      takeBackSilent();
      hintAtUnplanned();
      executor.wake();
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
    } finally {
      again(settings.reconcileInterval());
    }
  }

  private void recover() {
    int resumed = 0;
    List<Found> batch;
    do {
      batch = recovery.takeBackOwn();
      batch.forEach(this::changed);
      resumed += batch.size();
    } while (batch.size() == TaskRecovery.BATCH);
    if (resumed > 0) {
      TaskLog.LOG.resumed(resumed);
    }
    recovered = true;
    executor.open();
  }

  /**
   * First its own: a lease that lapsed while the database was away is not that of a silent node.
   */
  private void takeBackSilent() {
    leases.renew();
    List<Found> taken = recovery.takeBackSilent();
    taken.forEach(this::changed);
    if (!taken.isEmpty()) {
      TaskLog.LOG.takenBack(taken.size());
    }
  }

  private void changed(Found found) {
    meters.changed(found.skill(), found.state());
  }

  /** A few are enough: whoever gets a hint plans the others too. */
  private void hintAtUnplanned() {
    hints.forgetLost();
    recovery
        .unplanned(settings.reconcileInterval())
        .forEach(found -> hints.planning(found.task(), found.priority()));
  }
}
