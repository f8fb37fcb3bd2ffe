package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/**
 * {@code PeerInfo}: a peer that another proposes.
 *
 * @param record in its signed envelope, not opened yet
 */
public record ProposedPeer(PeerId peer, Optional<Bytes> record) {
  public ProposedPeer {
    Objects.requireNonNull(peer);
    Objects.requireNonNull(record);
  }
}
