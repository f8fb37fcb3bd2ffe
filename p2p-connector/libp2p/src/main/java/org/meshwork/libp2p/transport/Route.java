package org.meshwork.libp2p.transport;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * Between which places a channel leads, and in which role this side upgrades it.
 *
 * @param transport for people, such as {@code tcp}
 * @param isInitiator whether this side is the client of all protocols on the channel
 * @param isLimited as {@link org.meshwork.libp2p.connection.Connection#isLimited}
 */
public record Route(
    String transport,
    Multiaddr localAddress,
    Multiaddr remoteAddress,
    boolean isInitiator,
    boolean isLimited) {
  public Route {
    Objects.requireNonNull(transport);
    Objects.requireNonNull(localAddress);
    Objects.requireNonNull(remoteAddress);
  }

  /** Of a channel that no relay limits. */
  Route(String transport, Multiaddr localAddress, Multiaddr remoteAddress, boolean isInitiator) {
    this(transport, localAddress, remoteAddress, isInitiator, false);
  }
}
