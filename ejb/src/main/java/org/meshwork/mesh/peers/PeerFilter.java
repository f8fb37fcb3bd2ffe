package org.meshwork.mesh.peers;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.connector.SkillName;
import org.meshwork.mesh.descriptor.Region;

/** Which peers a list shall hold; what is empty does not matter. */
public record PeerFilter(
    Optional<SkillName> skill, Optional<Region> region, Optional<PeerState> state) {
  public static final PeerFilter ALL =
      new PeerFilter(Optional.empty(), Optional.empty(), Optional.empty());

  public PeerFilter {
    Objects.requireNonNull(skill);
    Objects.requireNonNull(region);
    Objects.requireNonNull(state);
  }

  boolean fits(Peer peer) {
    return state.map(it -> it == peer.state()).orElse(true)
        && skill.map(it -> has(peer, it)).orElse(true)
        && region.map(it -> isIn(peer, it)).orElse(true);
  }

  private static boolean has(Peer peer, SkillName skill) {
    return peer.descriptor().map(it -> it.capabilities().skills().contains(skill)).orElse(false);
  }

  private static boolean isIn(Peer peer, Region region) {
    return peer.descriptor().flatMap(it -> it.capabilities().region()).equals(Optional.of(region));
  }
}
