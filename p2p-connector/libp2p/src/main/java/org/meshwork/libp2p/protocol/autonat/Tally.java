package org.meshwork.libp2p.protocol.autonat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meshwork.libp2p.peer.PeerId;

/**
 * The votes of the last servers, one each. Of {@code 2 n - 1} votes no two sides can have {@code
 * n}, so that the verdict is of one side, and it stays until the other side has as many.
 */
final class Tally {
  private final Map<PeerId, Boolean> votes = new LinkedHashMap<>();
  private final int needed;
  private Reachability verdict = Reachability.UNKNOWN;
  private boolean isDisputed;

  /**
   * @param needed votes for a verdict, at least 1
   */
  Tally(int needed) {
    this.needed = needed;
  }

  /** The newest vote of a server counts, and replaces its older one. */
  void add(PeerId server, boolean isReachable) {
    votes.remove(server);
    votes.put(server, isReachable);
    if (votes.size() > 2 * needed - 1) {
      Iterator<PeerId> oldest = votes.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    if (count(isReachable) >= needed) {
      verdict = of(isReachable);
    }
    isDisputed = verdict != of(isReachable);
  }

  private long count(boolean side) {
    return votes.values().stream().filter(vote -> vote == side).count();
  }

  private static Reachability of(boolean isReachable) {
    return isReachable ? Reachability.PUBLIC : Reachability.PRIVATE;
  }

  Reachability verdict() {
    return verdict;
  }

  /** Whether there is a verdict that the last vote agrees with. */
  boolean isSettled() {
    return verdict != Reachability.UNKNOWN && !isDisputed;
  }
}
