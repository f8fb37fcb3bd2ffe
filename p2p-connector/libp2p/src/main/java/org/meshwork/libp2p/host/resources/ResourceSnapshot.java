package org.meshwork.libp2p.host.resources;

import java.util.Map;
import java.util.Objects;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What is in use at one time; who uses nothing is left out.
 *
 * @param refused how often something was refused since the host began
 */
public record ResourceSnapshot(
    ResourceUse system,
    Map<PeerId, ResourceUse> peers,
    Map<String, ResourceUse> protocols,
    long refused) {
  public ResourceSnapshot {
    Objects.requireNonNull(system);
    peers = Map.copyOf(peers);
    protocols = Map.copyOf(protocols);
  }

  public ResourceUse of(PeerId peer) {
    return peers.getOrDefault(peer, ResourceUse.NONE);
  }

  public ResourceUse of(String protocol) {
    return protocols.getOrDefault(protocol, ResourceUse.NONE);
  }
}
