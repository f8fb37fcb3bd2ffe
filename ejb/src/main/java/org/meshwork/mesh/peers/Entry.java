package org.meshwork.mesh.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.FreeCapacity;

/**
 * A peer's place in the table, and what queries ask of it at hand. The table's lock is held by
 * whoever uses it.
 */
final class Entry {
  private static final long NEVER_VALID = Long.MIN_VALUE;
  private static final double UNKNOWN = Double.POSITIVE_INFINITY;

  private final PeerName name;
  private PeerState state = PeerState.KNOWN;
  private Instant lastSeen;
  private Optional<Duration> roundTrip = Optional.empty();
  private Optional<CapabilityDescriptor> descriptor = Optional.empty();

  // What each query asks of thousands of entries, without a way through other objects.
  private long expiresAtMillis = NEVER_VALID;
  private double measuredMillis = UNKNOWN;
  private Coordinates coordinatesOrNull;

  Entry(PeerName name, Instant lastSeen) {
    this.name = name;
    this.lastSeen = lastSeen;
  }

  PeerName name() {
    return name;
  }

  PeerState state() {
    return state;
  }

  void enter(PeerState state) {
    this.state = state;
  }

  void seen(Instant now) {
    lastSeen = now;
  }

  void measured(Duration roundTrip) {
    this.roundTrip = Optional.of(roundTrip);
    measuredMillis = roundTrip.toNanos() / 1e6;
  }

  /** Whether it holds a descriptor as new as that, expired or not. */
  boolean hasOneAsNewAs(CapabilityDescriptor other) {
    return descriptor.map(it -> it.sequence() >= other.sequence()).orElse(false);
  }

  void describe(CapabilityDescriptor newest) {
    descriptor = Optional.of(newest);
    coordinatesOrNull = newest.capabilities().coordinates().flatMap(Coordinates::of).orElse(null);
    expiresAtMillis = newest.expiresAt().toEpochMilli();
  }

  void forgetDescriptor() {
    descriptor = Optional.empty();
    coordinatesOrNull = null;
    expiresAtMillis = NEVER_VALID;
  }

  /** Of the descriptor that it holds, expired or not. */
  Optional<Capabilities> capabilities() {
    return descriptor.map(CapabilityDescriptor::capabilities);
  }

  boolean hasExpired(long nowMillis) {
    return descriptor.isPresent() && expiresAtMillis <= nowMillis;
  }

  /** Whether it is in such a state and has a descriptor that holds. */
  boolean isIn(EnumSet<PeerState> states, long nowMillis) {
    return expiresAtMillis > nowMillis && states.contains(state);
  }

  /** Milliseconds to there and back; infinite if nothing is known. */
  double distanceMillis(Optional<Coordinates> here) {
    if (measuredMillis != UNKNOWN) {
      return measuredMillis;
    }
    if (coordinatesOrNull == null || here.isEmpty()) {
      return UNKNOWN;
    }
    return here.get().estimatedMillis(coordinatesOrNull);
  }

  FreeCapacity capacity() {
    return descriptor.orElseThrow().capabilities().capacity();
  }

  Peer at(long nowMillis) {
    return new Peer(
        name,
        state,
        lastSeen,
        expiresAtMillis > nowMillis ? descriptor : Optional.empty(),
        roundTrip);
  }

  Candidate candidate(Optional<Coordinates> here, long nowMillis) {
    double millis = distanceMillis(here);
    return new Candidate(
        at(nowMillis),
        millis == UNKNOWN
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(Math.round(millis * 1e6))));
  }
}
