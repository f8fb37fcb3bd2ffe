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
  @Inject private Leases leases;
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
      leases.renew();
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
    } finally {
      again();
    }
  }
}
