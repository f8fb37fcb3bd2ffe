package org.meshwork.libp2p.protocol.kad;

import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * A peer, and where others say that it is reached. Only a connection proves it.
 *
 * @param addresses empty if nobody knew one
 */
public record Contact(PeerId peer, List<Multiaddr> addresses) {
  public Contact {
    Objects.requireNonNull(peer);
    addresses = List.copyOf(addresses);
  }
}
