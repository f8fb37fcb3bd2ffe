package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Channels of failed attempts that are not closed yet. Safe to share between threads. */
public final class Leftovers {
  private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();

  /** The channel is about to be closed. */
  public void add(Channel channel) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    closing.add(closed);
    channel
        .closeFuture()
        .addListener(
            done -> {
              closing.remove(closed);
              closed.complete(null);
            });
  }

  /** Completes when those that are there now are closed. */
  public CompletionStage<Void> gone() {
    return CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new));
  }
}
