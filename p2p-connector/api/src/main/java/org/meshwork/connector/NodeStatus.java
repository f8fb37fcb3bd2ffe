package org.meshwork.connector;

import java.util.List;
import java.util.Objects;

/**
 * How this node is.
 *
 * @param listening where it listens
 * @param addresses where peers are told that it is
 * @param isPrivate whether peers must hold the network's key
 * @param relays over which it is reached
 * @param skills that peers can ask for, sorted
 */
public record NodeStatus(
    PeerName self,
    List<String> listening,
    List<String> addresses,
    boolean isPrivate,
    Reachability reachability,
    List<PeerName> relays,
    List<SkillName> skills) {
  /** Whether others reach the node, as far as it has found out. */
  public enum Reachability {
    UNKNOWN,
    PUBLIC,
    PRIVATE
  }

  public NodeStatus {
    Objects.requireNonNull(self);
    listening = List.copyOf(listening);
    addresses = List.copyOf(addresses);
    Objects.requireNonNull(reachability);
    relays = List.copyOf(relays);
    skills = List.copyOf(skills);
  }
}
