package org.meshwork.libp2p.protocol.autonat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Asks servers to dial this host, by one protocol. Methods never block. */
public interface Prober {
  /** What a server must handle to be asked. */
  String protocol();

  /** Whether findings are of single addresses, not of the whole host. */
  boolean judgesAddresses();

  /**
   * Asks one server, in bounded time. Called on the host's executor.
   *
   * @param addresses at least one, without {@code /p2p} steps, the most wanted first
   * @return empty if the server didn't try, or its word is worth nothing; exceptionally {@link
   *     org.meshwork.libp2p.connection.ConnectionFailed} if it didn't answer properly
   */
  CompletionStage<Optional<Finding>> probe(Connection server, List<Multiaddr> addresses);
}
