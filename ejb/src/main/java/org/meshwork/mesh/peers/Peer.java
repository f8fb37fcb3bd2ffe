package org.meshwork.mesh.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;

/**
 * A peer as it is known now.
 *
 * @param lastSeen when something last came from it
 * @param descriptor its newest, unless that has expired
 * @param roundTrip as last measured
 */
public record Peer(
    PeerName name,
    PeerState state,
    Instant lastSeen,
    Optional<CapabilityDescriptor> descriptor,
    Optional<Duration> roundTrip) {
  public Peer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    Objects.requireNonNull(lastSeen);
    Objects.requireNonNull(descriptor);
    Objects.requireNonNull(roundTrip);
  }
}
