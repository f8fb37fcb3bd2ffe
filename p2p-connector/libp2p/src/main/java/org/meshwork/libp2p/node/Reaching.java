package org.meshwork.libp2p.node;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.protocol.autonat.WatchSettings;
import org.meshwork.libp2p.protocol.dcutr.DcutrSettings;

/**
 * How a node gets to know whether others reach it, and what it does to be reached.
 *
 * @param versions by which servers are asked; none to stay at {@code UNKNOWN}
 * @param probeTime for the answer of a server, with its dial in it, 10 ms to 10 minutes
 * @param relays empty to use no relays, neither to be reached nor to reach others
 * @param holes empty to stay on relays
 */
public record Reaching(
    Set<AutonatVersion> versions,
    WatchSettings watch,
    Duration probeTime,
    Optional<RelayUse> relays,
    Optional<DcutrSettings> holes) {
  /** Both versions, 30 seconds an answer, relays and holes as they come. */
  public static final Reaching DEFAULT =
      new Reaching(
          EnumSet.allOf(AutonatVersion.class),
          WatchSettings.DEFAULT,
          Duration.ofSeconds(30),
          Optional.of(RelayUse.DEFAULT),
          Optional.of(DcutrSettings.DEFAULT));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public Reaching {
    versions = Set.copyOf(versions);
    Objects.requireNonNull(watch);
    Objects.requireNonNull(relays);
    Objects.requireNonNull(holes);
    Ranges.require("probeTime", probeTime, Duration.ofMillis(10), Duration.ofMinutes(10));
    if (holes.isPresent() && relays.isEmpty()) {
      throw new IllegalArgumentException("holes are agreed on over relays, and there are none");
    }
  }

  public Reaching withVersions(Set<AutonatVersion> others) {
    return new Reaching(others, watch, probeTime, relays, holes);
  }

  public Reaching withWatch(WatchSettings other) {
    return new Reaching(versions, other, probeTime, relays, holes);
  }

  public Reaching withRelays(RelayUse other) {
    return new Reaching(versions, watch, probeTime, Optional.of(other), holes);
  }

  /** Neither relays nor what is agreed on over them. */
  public Reaching withoutRelays() {
    return new Reaching(versions, watch, probeTime, Optional.empty(), Optional.empty());
  }

  public Reaching withHoles(Optional<DcutrSettings> other) {
    return new Reaching(versions, watch, probeTime, relays, other);
  }
}
