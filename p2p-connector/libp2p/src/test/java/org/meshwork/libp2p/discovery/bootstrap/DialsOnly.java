package org.meshwork.libp2p.discovery.bootstrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.simulation.VirtualTime;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/** Dials that all fail after a time; it remembers when they were. */
final class DialsOnly implements Transport {
  final List<Duration> times = new ArrayList<>();
  int underWay;
  int mostUnderWay;
  private final VirtualTime time;
  private final Duration length;

  DialsOnly(VirtualTime time, Duration length) {
    this.time = time;
    this.length = length;
  }

  @Override
  public boolean supports(Multiaddr address) {
    return true;
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    times.add(time.elapsed());
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    CompletableFuture<Connection> attempt = new CompletableFuture<>();
    time.schedule(
        () -> {
          underWay--;
          attempt.completeExceptionally(new ConnectionFailed(Reason.UNREACHABLE, "nobody there"));
        },
        length.toMillis(),
        TimeUnit.MILLISECONDS);
    return attempt;
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    throw new UnsupportedOperationException();
  }
}
