package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/**
 * Tries a peer's addresses one after the other, for all who want the connection. On the host's
 * executor.
 */
final class PeerDial {
  private final Optional<PeerId> peer;
  private final List<Transport> transports;
  private final EventExecutor executor;
  private final HostSettings settings;
  private final Set<Multiaddr> known = new LinkedHashSet<>();
  private final ArrayDeque<Multiaddr> waiting = new ArrayDeque<>();
  private final CompletableFuture<Connection> result = new CompletableFuture<>();
  private CompletableFuture<Connection> current = new CompletableFuture<>();
  private ConnectionFailed lastFailure;

  /**
   * @param peer who must answer; anybody if empty
   */
  PeerDial(
      Optional<PeerId> peer,
      List<Transport> transports,
      EventExecutor executor,
      HostSettings settings) {
    this.peer = peer;
    this.transports = transports;
    this.executor = executor;
    this.settings = settings;
  }

  /** Completes on the executor. */
  CompletableFuture<Connection> result() {
    return result;
  }

  /** More addresses to try, up to the bound. */
  void add(List<Multiaddr> addresses) {
    for (Multiaddr address : addresses) {
      if (known.size() < settings.maxDialAddresses() && known.add(address)) {
        waiting.add(address);
      }
    }
  }

  void start() {
    Future<?> timer =
        executor.schedule(
            () ->
                giveUp(
                    new ConnectionFailed(
                        Reason.TIMED_OUT, "no connection to " + name() + " in time")),
            settings.dialTimeout().toMillis(),
            TimeUnit.MILLISECONDS);
    result.whenComplete((connection, failure) -> timer.cancel(false));
    next();
  }

  private String name() {
    return peer.map(PeerId::toString).orElseGet(known::toString);
  }

  void giveUp(ConnectionFailed why) {
    result.completeExceptionally(why);
    current.cancel(false);
  }

  private void next() {
    Multiaddr address = waiting.poll();
    if (address == null) {
      result.completeExceptionally(outcome());
      return;
    }
    Optional<Transport> transport =
        transports.stream().filter(found -> found.supports(address)).findFirst();
    if (transport.isEmpty()) {
      note(new ConnectionFailed(Reason.UNSUPPORTED_ADDRESS, "no transport for " + address));
      next();
      return;
    }
    current = attempt(transport.get(), address);
    current.whenCompleteAsync(this::settle, executor);
  }

  private CompletableFuture<Connection> attempt(Transport transport, Multiaddr address) {
    try {
      return transport.dial(address, peer).toCompletableFuture();
    } catch (InputRefused noPeer) {
      return CompletableFuture.failedFuture(
          new ConnectionFailed(
              Reason.UNSUPPORTED_ADDRESS, "no address of a peer: " + address, noPeer));
    }
  }

  private ConnectionFailed outcome() {
    return lastFailure == null
        ? new ConnectionFailed(Reason.UNREACHABLE, "no address of " + name() + " is known")
        : lastFailure;
  }

  /** What a supported address met says more than that another is not supported. */
  private void note(ConnectionFailed failure) {
    boolean tellsMore = failure.reason() != Reason.UNSUPPORTED_ADDRESS || lastFailure == null;
    if (tellsMore) {
      if (lastFailure != null) {
        failure.addSuppressed(lastFailure);
      }
      lastFailure = failure;
    }
  }

  private void settle(Connection connection, Throwable failure) {
    if (connection != null) {
      if (!result.complete(connection)) {
        connection.close();
      }
      return;
    }
    note(ConnectionFailed.of(failure));
    if (!result.isDone()) {
      next();
    }
  }
}
