package org.meshwork.libp2p.security;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Who has proven to be at the other end.
 *
 * @param muxer agreed on in the handshake; if empty it has to be negotiated afterwards
 */
public record AuthenticatedPeer(PublicKey key, Optional<String> muxer) {
  public AuthenticatedPeer {
    Objects.requireNonNull(key);
    Objects.requireNonNull(muxer);
  }

  public PeerId id() {
    return PeerId.of(key);
  }
}
