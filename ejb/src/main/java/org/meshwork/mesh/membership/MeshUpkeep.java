package org.meshwork.mesh.membership;

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

/** Looks after the mesh, in every {@code meshwork.mesh.upkeep-interval}. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class MeshUpkeep {
  @Resource private TimerService timers;
  @Inject private PeerUpkeep upkeep;
  @Inject private MembershipSettings settings;

  @PostConstruct
  void schedule() {
    again();
  }

  private void again() {
    timers.createSingleActionTimer(settings.upkeep().toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  void look() {
    try {
      upkeep.look();
    } catch (RuntimeException e) {
      MeshLog.LOG.upkeepFails(e.getMessage());
    } finally {
      again();
    }
  }
}
