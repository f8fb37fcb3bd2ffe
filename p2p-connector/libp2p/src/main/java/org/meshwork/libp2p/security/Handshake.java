package org.meshwork.libp2p.security;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What one side wants of a handshake.
 *
 * @param isInitiator whether this side dialled
 * @param expected who must answer; nobody in particular if empty
 * @param muxers protocols that may be agreed on in the handshake itself, the preferred first (early
 *     muxer negotiation, libp2p/specs connections/inlined-muxer-negotiation)
 */
public record Handshake(boolean isInitiator, Optional<PeerId> expected, List<String> muxers) {
  public Handshake {
    Objects.requireNonNull(expected);
    muxers = List.copyOf(muxers);
  }
}
