package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * PRUNE: the peer leaves this side out of its mesh.
 *
 * @param peers to turn to instead
 * @param backoff not to come back before, in whole seconds
 */
public record Prune(Topic topic, List<ProposedPeer> peers, Optional<Duration> backoff) {
  public Prune {
    Objects.requireNonNull(topic);
    peers = List.copyOf(peers);
    Objects.requireNonNull(backoff);
  }
}
