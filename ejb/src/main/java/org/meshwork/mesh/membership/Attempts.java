package org.meshwork.mesh.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.meshwork.connector.PeerName;

/**
 * When a peer that is away is tried again: after 1, 2, 4 … 300 seconds, and a jitter of a fifth.
 */
final class Attempts {
  static final int AT_ONCE = 8;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 9;
  private static final double JITTER = 0.2;

  /** Failures one after the other, and when to try again. */
  private record Pause(int failures, Instant until) {}

  private final Map<PeerName, Pause> pauses = new HashMap<>();
  private final Set<PeerName> underway = new HashSet<>();
  private final Clock clock;
  private final RandomGenerator random;

  Attempts(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Whether to try now; then one of the two that follow has to be called. */
  synchronized boolean begin(PeerName peer) {
    Pause pause = pauses.get(peer);
    boolean isDue = pause == null || !clock.instant().isBefore(pause.until());
    return isDue && underway.size() < AT_ONCE && underway.add(peer);
  }

  synchronized void succeeded(PeerName peer) {
    underway.remove(peer);
    pauses.remove(peer);
  }

  synchronized void failed(PeerName peer) {
    underway.remove(peer);
    int failures = pauses.containsKey(peer) ? pauses.get(peer).failures() + 1 : 1;
    pauses.put(peer, new Pause(failures, clock.instant().plus(pauseAfter(failures))));
  }

  private Duration pauseAfter(int failures) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    Duration pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return Duration.ofMillis(
        (long) (pause.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }

  /** Forgets those that are not in the set. */
  synchronized void keepOnly(Set<PeerName> peers) {
    pauses.keySet().retainAll(peers);
  }
}
