package org.meshwork.libp2p.transport;

import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Takes the connections that come. Called on their event loops; must not block. */
@FunctionalInterface
public interface Acceptor {
  /** Takes the connection over; what this throws closes it. */
  void accept(Connection connection);

  /** Whether to answer the handshake of a peer at this address, which costs more than to ask. */
  default boolean admits(Multiaddr remoteAddress) {
    return true;
  }
}
