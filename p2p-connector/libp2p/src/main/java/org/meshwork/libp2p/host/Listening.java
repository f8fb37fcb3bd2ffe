package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.IpEndpoint;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/** Where a host listens. Changed on the host's executor; addresses are read by any thread. */
final class Listening {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Set<CompletableFuture<Listener>> underWay = new HashSet<>();
  private final List<Transport> transports;
  private final EventExecutor executor;
  private final int max;
  private volatile List<Multiaddr> announced = List.of();
  private boolean isClosed;

  Listening(List<Transport> transports, EventExecutor executor, int max) {
    this.transports = transports;
    this.executor = executor;
    this.max = max;
  }

  /**
   * @return completes on the executor
   */
  CompletionStage<Multiaddr> listen(Multiaddr address, Acceptor acceptor) {
    if (isClosed) {
      return CompletableFuture.failedStage(closed());
    }
    if (listeners.size() + underWay.size() >= max) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, "a host listens at " + max + " addresses"));
    }
    Transport transport =
        transports.stream()
            .filter(found -> found.supports(address))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConnectionFailed(
                        Reason.UNSUPPORTED_ADDRESS, "no transport listens at " + address));
    CompletableFuture<Listener> attempt = transport.listen(address, acceptor).toCompletableFuture();
    underWay.add(attempt);
    return attempt
        .whenCompleteAsync((listener, failure) -> underWay.remove(attempt), executor)
        .thenApply(this::add);
  }

  private Multiaddr add(Listener listener) {
    if (isClosed) {
      listener.close();
      throw closed();
    }
    listeners.add(listener);
    return listener.address();
  }

  private static ConnectionFailed closed() {
    return new ConnectionFailed(Reason.CLOSED, "the host is closed");
  }

  List<Multiaddr> addresses() {
    return listeners.stream().map(Listener::address).toList();
  }

  /** Those that lead somewhere, and those that are announced, which come first. */
  List<Multiaddr> told() {
    return Stream.concat(announced.stream(), addresses().stream().filter(Listening::leadsSomewhere))
        .distinct()
        .toList();
  }

  private static boolean leadsSomewhere(Multiaddr address) {
    return IpEndpoint.of(address)
        .filter(endpoint -> endpoint.zone().isEmpty())
        .map(endpoint -> !endpoint.socketAddress(0).getAddress().isAnyLocalAddress())
        .orElse(true);
  }

  /** Whether that is a change. */
  boolean announce(List<Multiaddr> addresses) {
    boolean isChange = !addresses.equals(announced);
    announced = addresses;
    return isChange;
  }

  /** Closes what listens there; empty if nothing does. */
  Optional<CompletionStage<Void>> stop(Multiaddr address) {
    Optional<Listener> found =
        listeners.stream().filter(listener -> listener.address().equals(address)).findFirst();
    found.ifPresent(listeners::remove);
    return found.map(Listener::close);
  }

  CompletableFuture<Void> close() {
    isClosed = true;
    Stream<CompletionStage<Void>> begun =
        underWay.stream()
            .map(attempt -> attempt.thenCompose(Listener::close).exceptionally(failed -> null));
    Stream<CompletionStage<Void>> open = listeners.stream().map(Listener::close);
    CompletableFuture<?>[] all =
        Stream.concat(begun, open)
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    listeners.clear();
    return CompletableFuture.allOf(all);
  }
}
