package org.meshwork.libp2p.host;

import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;

/**
 * Hears what happens to a host, on the host's executor; must not block. What it throws is logged
 * and hinders nobody else.
 */
public interface HostListener {
  /** There is a connection, either side's. Called before the first of its streams is handled. */
  default void connected(Connection connection) {}

  /** It has ended. Called once for each that {@link #connected} was called for. */
  default void disconnected(Connection connection, ConnectionFailed reason) {}

  /** The host listens elsewhere, or handles other protocols, than before. */
  default void changed() {}
}
