package org.meshwork.mesh.peers;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A peer that can do what was asked for, under the condition.
 *
 * @param roundTrip as measured, else as estimated, if either is known
 */
public record Candidate(Peer peer, Optional<Duration> roundTrip) {
  public Candidate {
    Objects.requireNonNull(peer);
    Objects.requireNonNull(roundTrip);
  }
}
