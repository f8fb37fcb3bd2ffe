package org.meshwork.mesh.membership;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.membership.MembershipSettings.Dials;
import org.meshwork.mesh.peers.PeerTable;

/** Connects to peers that are known and away. Any thread may call. */
@ApplicationScoped
class Rejoining {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MeshAdministration node;
  private final PeerTable table;
  private final MembershipSettings settings;
  private final Attempts attempts;

  @Resource private ManagedExecutorService threads;

  @Inject
  Rejoining(MeshAdministration node, PeerTable table, MembershipSettings settings, Clock clock) {
    this.node = node;
    this.table = table;
    this.settings = settings;
    this.attempts = new Attempts(clock, new SplittableRandom());
  }

  /** For the container's proxy. */
  Rejoining() {
    node = null;
    table = null;
    settings = null;
    attempts = null;
  }

  /**
   * Tries some of those whose turn it is. Does not wait for them.
   *
   * @param away known, and not connected
   * @param connected how many are
   */
  void tryAgain(Set<PeerName> away, int connected) {
    if (settings.dials() == Dials.CONFIGURED || connected >= settings.peers()) {
      return;
    }
    attempts.keepOnly(away);
    new LinkedHashSet<>(away)
        .stream()
            .limit(settings.peers() - (long) connected)
            .filter(attempts::begin)
            .forEach(peer -> threads.execute(() -> connect(peer)));
  }

  private void connect(PeerName peer) {
    try {
      node.connect(peer, PATIENCE);
      attempts.succeeded(peer);
    } catch (MeshFailed away) {
      table.unreachable(peer);
      attempts.failed(peer);
    }
  }
}
