package org.meshwork.mesh.peers;

/** All places are taken by peers that are connected or blocked: unblock some. */
public final class PeerTableFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PeerTableFull(int maxPeers) {
    super(
        "All %d places are taken by peers that are connected or blocked; unblock some first."
            .formatted(maxPeers));
  }
}
