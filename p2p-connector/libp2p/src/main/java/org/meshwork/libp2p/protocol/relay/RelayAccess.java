package org.meshwork.libp2p.protocol.relay;

import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** Whom a relay serves. Asked on the host's executor; must not block. */
public interface RelayAccess {
  /** Everybody. */
  RelayAccess ALL = new RelayAccess() {};

  /** Whether the peer may be reached over this relay. */
  default boolean mayReserve(PeerId peer, Multiaddr address) {
    return true;
  }

  /** Whether the one may connect to the other, which has a reservation or not. */
  default boolean mayConnect(PeerId from, PeerId to) {
    return true;
  }
}
