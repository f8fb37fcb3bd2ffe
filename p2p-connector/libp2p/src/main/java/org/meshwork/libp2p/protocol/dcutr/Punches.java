package org.meshwork.libp2p.protocol.dcutr;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.HolePuncher;

/**
 * Punches holes, one peer's at a time, until there is a direct connection to it, or no time left.
 */
final class Punches {
  private static final System.Logger LOG = System.getLogger(Punches.class.getName());

  private final Map<PeerId, CompletableFuture<Connection>> underWay = new HashMap<>();
  private final Host host;
  private final List<HolePuncher> transports;
  private final DcutrSettings settings;

  Punches(Host host, List<HolePuncher> transports, DcutrSettings settings) {
    this.host = host;
    this.transports = List.copyOf(transports);
    this.settings = settings;
  }

  /**
   * Sends to all addresses at once; on the host's executor.
   *
   * @return completes on the executor with a direct connection, whichever side has made it
   */
  CompletionStage<Connection> punch(PeerId peer, List<Multiaddr> addresses, boolean isInitiator) {
    if (underWay.containsKey(peer)) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, "a hole to " + peer + " is being punched"));
    }
    CompletableFuture<Connection> result = new CompletableFuture<>();
    underWay.put(peer, result);
    Future<?> timer =
        host.executor()
            .schedule(
                () -> result.completeExceptionally(noHole(peer)),
                settings.attemptTime().toMillis(),
                TimeUnit.MILLISECONDS);
    result.whenComplete(
        (connection, failure) -> {
          timer.cancel(false);
          underWay.remove(peer, result);
        });
    addresses.stream()
        .flatMap(address -> PublicAddresses.of(address, settings.allowsPrivate()).stream())
        .distinct()
        .limit(settings.maxAddresses())
        .forEach(address -> begin(address, peer, isInitiator, result));
    return result;
  }

  private ConnectionFailed noHole(PeerId peer) {
    return new ConnectionFailed(
        Reason.TIMED_OUT, "no direct connection to " + peer + " in " + settings.attemptTime());
  }

  private void begin(
      Multiaddr address, PeerId peer, boolean isInitiator, CompletableFuture<Connection> result) {
    transports.stream()
        .filter(transport -> transport.supports(address))
        .findFirst()
        .map(transport -> transport.punch(address, peer, isInitiator).toCompletableFuture())
        .ifPresent(
            attempt -> {
              attempt.whenComplete(
                  (made, failure) -> {
                    settle(address, made, failure);
                    if (failure != null && isInitiator && !result.isDone()) {
                      // The peer's packets may have come first, to the listener, where both sides
                      // take themselves for the server: from another port it is an ordinary dial.
                      host.connectDirectly(peer, List.of(address));
                    }
                  });
              result.whenComplete((connection, failure) -> attempt.cancel(false));
            });
  }

  private void settle(Multiaddr address, Connection made, Throwable failure) {
    if (failure == null) {
      // Being told of it, like of all others, is what ends the attempt.
      host.adopt(made);
    } else {
      // The peer's own attempt may still come through.
      LOG.log(Level.DEBUG, () -> "no hole to " + address, failure);
    }
  }

  /** There is a direct connection; on the host's executor. */
  void connected(Connection connection) {
    CompletableFuture<Connection> waiting = underWay.get(connection.remotePeer());
    if (waiting != null) {
      waiting.complete(connection);
    }
  }
}
