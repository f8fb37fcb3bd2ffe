package org.meshwork.libp2p.protocol.autonat.v1;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.autonat.DialBacks;

/**
 * Dials several addresses at once, and gives the others up as soon as one has worked: one after the
 * other, one that swallows packets would take the time of all. On the executor.
 */
final class DialRace {
  private final List<CompletableFuture<Connection>> dials = new ArrayList<>();
  private final CompletableFuture<Optional<Multiaddr>> winner = new CompletableFuture<>();
  private int left;

  private DialRace(int left) {
    this.left = left;
  }

  /**
   * @param addresses at least one
   * @return the one that worked; empty if none did
   */
  static CompletionStage<Optional<Multiaddr>> run(
      DialBacks dialler, List<Multiaddr> addresses, PeerId peer, EventExecutor executor) {
    DialRace race = new DialRace(addresses.size());
    for (Multiaddr address : addresses) {
      CompletableFuture<Connection> dial = dialler.dial(address, peer);
      race.dials.add(dial);
      dial.whenCompleteAsync(
          (connection, failure) -> race.settle(address, Optional.ofNullable(connection)), executor);
    }
    return race.winner;
  }

  private void settle(Multiaddr address, Optional<Connection> connection) {
    left--;
    connection.ifPresent(
        won -> {
          won.close();
          winner.complete(Optional.of(address));
          dials.forEach(dial -> dial.cancel(false));
        });
    if (left == 0) {
      winner.complete(Optional.empty());
    }
  }
}
