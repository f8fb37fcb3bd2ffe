package org.meshwork.libp2p.protocol.autonat;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * What one server has found by dialling.
 *
 * @param address that it dialled, as it was asked; empty if the finding is of the whole host
 */
public record Finding(Optional<Multiaddr> address, boolean isReachable) {
  public Finding {
    Objects.requireNonNull(address);
  }
}
