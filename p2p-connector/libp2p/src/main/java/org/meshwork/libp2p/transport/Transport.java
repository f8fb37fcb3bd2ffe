package org.meshwork.libp2p.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A way to reach peers and to be reached. Methods may be called from any thread, never block. */
public interface Transport {
  /** Whether the address is one to dial or to listen at by this transport. */
  boolean supports(Multiaddr address);

  /**
   * Connects, upgraded and with the peer's identity proven.
   *
   * @param address with or without a {@code /p2p} step at its end
   * @param expected who must answer; anybody if empty
   * @return exceptionally {@link org.meshwork.libp2p.connection.ConnectionFailed}; cancelling the
   *     future gives the attempt up and frees what it held
   */
  CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected);

  /**
   * Listens, and hands each connection to the acceptor once it is upgraded, on its event loop.
   * Peers that the acceptor doesn't admit are closed before their handshake. Attempts that fail are
   * logged and forgotten; how many may be under way at once is bounded.
   *
   * @param address port 0 for any that is free
   * @return exceptionally {@link org.meshwork.libp2p.connection.ConnectionFailed}
   */
  CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor);

  /** Completes when the dials that have failed, or were given up, hold nothing any more. */
  default CompletionStage<Void> dialsFreed() {
    return CompletableFuture.completedStage(null);
  }
}
