package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/** Where a host listens. Changed on the host's executor; addresses are read by any thread. */
final class Listening {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Set<CompletableFuture<Listener>> underWay = new HashSet<>();
  private final List<Transport> transports;
  private final EventExecutor executor;
  private final int max;
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
