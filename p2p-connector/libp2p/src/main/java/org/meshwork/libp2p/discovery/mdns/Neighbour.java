package org.meshwork.libp2p.discovery.mdns;

import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * A peer on the local network, by the word of whoever sent the datagram: a connection proves it.
 *
 * @param addresses without the peer's own {@code /p2p} step, at least one
 */
public record Neighbour(PeerId peer, List<Multiaddr> addresses) {
  public Neighbour {
    Objects.requireNonNull(peer);
    addresses = List.copyOf(addresses);
  }
}
