package org.meshwork.mesh.peers;

import java.util.Set;
import org.meshwork.mesh.descriptor.DataLabel;
import org.meshwork.mesh.descriptor.Region;

/**
 * Which peers may be asked. Blocked ones never may, and those without a valid descriptor can't be
 * known to.
 *
 * @param regions one of which the peer must stand in; if there are none, anywhere
 * @param labels all of which the peer must accept
 * @param states one of which the peer must be in
 * @param maxResults 1 to 200
 */
public record PeerCondition(
    Set<Region> regions, Set<DataLabel> labels, Set<PeerState> states, int maxResults) {
  public static final int MAX_RESULTS = 200;

  private static final Set<PeerState> REACHABLE = Set.of(PeerState.CONNECTED, PeerState.KNOWN);

  /**
   * @throws IllegalArgumentException if blocked peers are asked for, or too many
   */
  public PeerCondition {
    regions = Set.copyOf(regions);
    labels = Set.copyOf(labels);
    states = Set.copyOf(states);
    if (states.contains(PeerState.BLOCKED)) {
      throw new IllegalArgumentException("a blocked peer is no candidate");
    }
    if (maxResults < 1 || maxResults > MAX_RESULTS) {
      throw new IllegalArgumentException("there can be 1 to %d results".formatted(MAX_RESULTS));
    }
  }

  /** Whoever is reachable for all this node knows. */
  public static PeerCondition reachable(int maxResults) {
    return new PeerCondition(Set.of(), Set.of(), REACHABLE, maxResults);
  }

  public PeerCondition in(Set<Region> regions) {
    return new PeerCondition(regions, labels, states, maxResults);
  }

  public PeerCondition accepting(Set<DataLabel> labels) {
    return new PeerCondition(regions, labels, states, maxResults);
  }

  public PeerCondition being(Set<PeerState> states) {
    return new PeerCondition(regions, labels, states, maxResults);
  }
}
