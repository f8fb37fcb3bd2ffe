package org.meshwork.libp2p.transport;

import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * A transport by which two peers can meet that both can't be reached: each sends to the other at
 * the same time from where it listens, so that the firewalls between them take what comes for
 * answers (libp2p/specs DCUtR, step 5).
 */
public interface HolePuncher {
  /** Whether the address is one to dial by this transport. */
  boolean supports(Multiaddr address);

  /**
   * Sends to the peer what it takes, which sends at the same time.
   *
   * @param isInitiator whether this side is the client of what is spoken then; the peer is the
   *     other
   * @return exceptionally {@link org.meshwork.libp2p.connection.ConnectionFailed}; where the peer's
   *     packets arrive at a listener of this side, the connection is handed to its acceptor, and
   *     this stage fails in the end. Cancelling the future gives the attempt up
   */
  CompletionStage<Connection> punch(Multiaddr address, PeerId expected, boolean isInitiator);
}
