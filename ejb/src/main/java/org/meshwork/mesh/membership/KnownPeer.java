package org.meshwork.mesh.membership;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.meshwork.connector.PeerName;

/** A peer that this node has met. */
record KnownPeer(PeerName name, List<String> addresses, Instant lastSeen, boolean isBlocked) {
  KnownPeer {
    Objects.requireNonNull(name);
    addresses = List.copyOf(addresses);
    Objects.requireNonNull(lastSeen);
  }
}
