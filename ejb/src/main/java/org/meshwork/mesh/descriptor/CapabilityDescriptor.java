package org.meshwork.mesh.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.meshwork.connector.PeerName;

/**
 * A node's statement of its capabilities.
 *
 * @param sequence the one with the higher number replaces the other; not negative
 * @param issuedAt by the node's own clock, in milliseconds
 * @param ttl how long after that it holds, 5 seconds to 10 minutes, in milliseconds
 */
public record CapabilityDescriptor(
    PeerName peer, long sequence, Instant issuedAt, Duration ttl, Capabilities capabilities) {
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(60);
  public static final Duration MIN_TTL = Duration.ofSeconds(5);
  public static final Duration MAX_TTL = Duration.ofMinutes(10);

  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  /**
   * @throws IllegalArgumentException if a number or time is out of bounds
   */
  public CapabilityDescriptor {
    Objects.requireNonNull(peer);
    Objects.requireNonNull(capabilities);
    issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
    ttl = ttl.truncatedTo(ChronoUnit.MILLIS);
    if (sequence < 0) {
      throw new IllegalArgumentException("a sequence number is not negative");
    }
    if (issuedAt.isBefore(Instant.EPOCH) || !issuedAt.isBefore(YEAR_10000)) {
      throw new IllegalArgumentException("a descriptor is issued in the years 1970 to 9999");
    }
    requireTtl(ttl);
  }

  static void requireTtl(Duration ttl) {
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
      throw new IllegalArgumentException("a descriptor lives 5 seconds to 10 minutes");
    }
  }

  /** From this instant on it says nothing. */
  public Instant expiresAt() {
    return issuedAt.plus(ttl);
  }
}
