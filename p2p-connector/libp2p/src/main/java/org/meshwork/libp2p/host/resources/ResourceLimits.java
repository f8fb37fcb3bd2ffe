package org.meshwork.libp2p.host.resources;

import java.util.Objects;

/**
 * What may be in use: of all together, of each peer, of each protocol.
 *
 * @param protocol its dials don't count, since a dial is of no protocol
 */
public record ResourceLimits(ResourceLimit system, ResourceLimit peer, ResourceLimit protocol) {
  /**
   * System: 65,536 streams each way, 512 MiB, 128 dials. Peer: 1,024 streams in and 4,096 out, 64
   * MiB, 8 dials. Protocol: 32,768 streams each way, 256 MiB.
   */
  public static final ResourceLimits DEFAULT =
      new ResourceLimits(
          new ResourceLimit(65_536, 65_536, 512L << 20, 128),
          new ResourceLimit(1_024, 4_096, 64L << 20, 8),
          new ResourceLimit(32_768, 32_768, 256L << 20, 0));

  public ResourceLimits {
    Objects.requireNonNull(system);
    Objects.requireNonNull(peer);
    Objects.requireNonNull(protocol);
  }

  public ResourceLimits withSystem(ResourceLimit other) {
    return new ResourceLimits(other, peer, protocol);
  }

  public ResourceLimits withPeer(ResourceLimit other) {
    return new ResourceLimits(system, other, protocol);
  }

  public ResourceLimits withProtocol(ResourceLimit other) {
    return new ResourceLimits(system, peer, other);
  }
}
