package org.meshwork.libp2p.protocol.identify;

import org.meshwork.libp2p.connection.Connection;

/** Hears what peers say of themselves, on the host's executor; must not block. */
@FunctionalInterface
public interface IdentityListener {
  /**
   * The peer has answered, or has told of a change.
   *
   * @param identity all that it has said on this connection
   */
  void identified(Connection connection, Identity identity);
}
