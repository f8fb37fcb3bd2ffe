package org.meshwork.libp2p.host.gate;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Says who may be connected. Asked from any thread, often and by hostile peers' doing: must answer
 * at once, without blocking. Who is refused meets {@code DENIED}.
 */
public interface ConnectionGater {
  /** Lets everybody in. */
  ConnectionGater EVERYBODY = new ConnectionGater() {};

  /**
   * Before an address is dialled, its names resolved.
   *
   * @param peer who is expected there; empty if that shows only then
   */
  default boolean allowsDial(Optional<PeerId> peer, Multiaddr address) {
    return true;
  }

  /** When a peer has connected, before the handshake costs anything. */
  default boolean allowsAccept(Multiaddr remoteAddress) {
    return true;
  }

  /** When the handshake has shown who the peer is, whichever side dialled. */
  default boolean allowsPeer(PeerId peer, Multiaddr remoteAddress) {
    return true;
  }
}
