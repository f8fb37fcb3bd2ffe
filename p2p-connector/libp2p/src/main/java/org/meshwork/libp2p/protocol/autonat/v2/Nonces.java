package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** The nonces that may come, each once. On the host's executor. */
final class Nonces {
  static final int MAX = 64;

  private final Map<Long, CompletableFuture<Multiaddr>> awaited = new HashMap<>();

  /**
   * @return completes with where it has come in; empty if too many are awaited, or this one is
   */
  Optional<CompletableFuture<Multiaddr>> await(long nonce) {
    if (awaited.size() == MAX || awaited.containsKey(nonce)) {
      return Optional.empty();
    }
    CompletableFuture<Multiaddr> arrival = new CompletableFuture<>();
    awaited.put(nonce, arrival);
    return Optional.of(arrival);
  }

  /**
   * @param at this host's address on the connection
   * @return whether it was awaited, and comes for the first time
   */
  boolean arrived(long nonce, Multiaddr at) {
    CompletableFuture<Multiaddr> arrival = awaited.get(nonce);
    return arrival != null && arrival.complete(at);
  }

  void forget(long nonce) {
    awaited.remove(nonce);
  }
}
