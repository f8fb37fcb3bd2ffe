package org.meshwork.mesh.descriptor;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.meshwork.connector.PeerName;

/**
 * Decides when this node issues its next descriptor: at once when something notable has changed,
 * but not within a second of the last; and without any change about when a third of the time to
 * live has passed, so that two may be lost on their way. The jitter of a fifth keeps nodes that
 * started together from speaking together. Threads may call at the same time.
 */
public final class DescriptorPublishing {
  static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  private static final int REFRESHES_PER_TTL = 3;
  private static final double JITTER = 0.2;

  private final PeerName self;
  private final Duration ttl;
  private final DescriptorSequence sequence;
  private final Clock clock;
  private final RandomGenerator random;

  private Optional<CapabilityDescriptor> last = Optional.empty();
  private Duration refresh = Duration.ZERO;

  /**
   * @throws IllegalArgumentException if the time to live is not 5 seconds to 10 minutes
   */
  public DescriptorPublishing(
      PeerName self,
      Duration ttl,
      DescriptorSequence sequence,
      Clock clock,
      RandomGenerator random) {
    CapabilityDescriptor.requireTtl(ttl);
    this.self = Objects.requireNonNull(self);
    this.ttl = ttl;
    this.sequence = sequence;
    this.clock = clock;
    this.random = random;
  }

  /** How long until {@link #next} gives one, if nothing changes; zero if it does now. */
  public synchronized Duration dueIn(Capabilities capabilities) {
    if (last.isEmpty()) {
      return Duration.ZERO;
    }
    Duration passed = Duration.between(last.get().issuedAt(), clock.instant());
    if (passed.isNegative()) {
      // The clock was set back; peers whose clocks are right may take the last for a future one.
      return Duration.ZERO;
    }
    boolean changed = capabilities.differNotablyFrom(last.get().capabilities());
    Duration left = (changed ? MIN_PAUSE : refresh).minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The next one, to be sent to peers, if it is time. */
  public synchronized Optional<CapabilityDescriptor> next(Capabilities capabilities) {
    if (!dueIn(capabilities).isZero()) {
      return Optional.empty();
    }
    last =
        Optional.of(
            new CapabilityDescriptor(self, sequence.next(), clock.instant(), ttl, capabilities));
    refresh = jittered(ttl.dividedBy(REFRESHES_PER_TTL));
    return last;
  }

  private Duration jittered(Duration pause) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofNanos((long) (pause.toNanos() * factor));
  }

  /** The one that holds, for a peer that has just connected. */
  public synchronized Optional<CapabilityDescriptor> last() {
    return last;
  }
}
