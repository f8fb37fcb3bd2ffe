package org.meshwork.mesh.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;

/** The envelopes of descriptors that hold, as they came, for peers that come later. */
final class HeldEnvelopes {
  private record Held(byte[] envelope, long sequence, Instant issuedAt, Instant expiresAt) {}

  private final Map<PeerName, Held> held = new ConcurrentHashMap<>();
  private final Clock clock;
  private final int max;

  HeldEnvelopes(Clock clock, int max) {
    this.clock = clock;
    this.max = max;
  }

  void hold(CapabilityDescriptor descriptor, byte[] envelope) {
    if (held.size() >= max && !held.containsKey(descriptor.peer())) {
      return;
    }
    held.merge(
        descriptor.peer(),
        new Held(
            envelope.clone(), descriptor.sequence(), descriptor.issuedAt(), descriptor.expiresAt()),
        (before, now) -> before.sequence() > now.sequence() ? before : now);
  }

  /** The newest first. */
  List<byte[]> newest() {
    sweep();
    return held.values().stream()
        .sorted(Comparator.comparing(Held::issuedAt).reversed())
        .map(Held::envelope)
        .toList();
  }

  void sweep() {
    Instant now = clock.instant();
    held.values().removeIf(it -> !it.expiresAt().isAfter(now));
  }
}
