package org.meshwork.libp2p.protocol.rendezvous;

import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * A page of peers that have registered.
 *
 * @param cookie to ask for those that come after them, at the same point for the same namespace;
 *     empty if the point gave none
 */
public record FoundPeers(List<FoundPeer> peers, Bytes cookie) {
  public FoundPeers {
    peers = List.copyOf(peers);
    Objects.requireNonNull(cookie);
  }
}
