package org.meshwork.libp2p.transport.quic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Listener;

/** The port stays taken as long as connections that share it last. */
final class QuicListener implements Listener {
  private final Multiaddr address;
  private final Supplier<CompletableFuture<Void>> stop;
  private CompletableFuture<Void> stopped;

  QuicListener(Multiaddr address, Supplier<CompletableFuture<Void>> stop) {
    this.address = address;
    this.stop = stop;
  }

  @Override
  public Multiaddr address() {
    return address;
  }

  @Override
  public synchronized CompletionStage<Void> close() {
    if (stopped == null) {
      stopped = stop.get();
    }
    return stopped.minimalCompletionStage();
  }
}
