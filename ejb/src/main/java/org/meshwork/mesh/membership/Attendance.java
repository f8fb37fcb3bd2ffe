package org.meshwork.mesh.membership;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.PeerName;

/** Who is connected, and who has come and gone since the last look. For one thread. */
final class Attendance {
  /**
   * @param came now connected, and not at the last look
   * @param gone the other way round
   */
  record Change(List<ConnectedPeer> came, Set<PeerName> gone) {}

  private Set<PeerName> present = Set.of();

  Change look(List<ConnectedPeer> now) {
    Set<PeerName> before = present;
    present = now.stream().map(ConnectedPeer::name).collect(Collectors.toUnmodifiableSet());
    Set<PeerName> gone = new HashSet<>(before);
    gone.removeAll(present);
    return new Change(now.stream().filter(peer -> !before.contains(peer.name())).toList(), gone);
  }

  Set<PeerName> present() {
    return present;
  }
}
