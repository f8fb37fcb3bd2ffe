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
import java.util.Set;
import org.meshwork.tasks.TaskClaims.Renewed;

/**
 * Renews the leases of what this node does, three times in each {@code meshwork.tasks.lease}.
 * Learns by the way which of its runs another node was asked to stop.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class LeaseRenewal {
  private static final int RENEWALS_PER_LEASE = 3;

  @Resource private TimerService timers;
  @Inject private TaskClaims claims;
  @Inject private RunningHere runningHere;
  @Inject private Skills skills;
  @Inject private TaskSettings settings;

  @PostConstruct
  void schedule() {
    again();
  }

  private void again() {
    timers.createSingleActionTimer(
        settings.lease().toMillis() / RENEWALS_PER_LEASE, new TimerConfig(null, false));
  }

  @Timeout
  void renew() {
    try {
      renew(runningHere.all());
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
    } finally {
      again();
    }
  }

  private void renew(Set<TaskId> tasks) {
    if (!tasks.isEmpty()) {
      claims.renew(tasks).stream().filter(Renewed::toBeStopped).forEach(this::stop);
    }
  }

  private void stop(Renewed renewed) {
    skills.find(renewed.skill()).ifPresent(skill -> skill.stop(renewed.task()));
  }
}
