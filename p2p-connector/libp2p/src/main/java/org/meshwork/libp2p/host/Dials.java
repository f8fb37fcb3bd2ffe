package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/** The dials under way: one a peer, whoever asks for it. On the host's executor. */
final class Dials {
  /** Whom a dial is for; the address counts where nobody in particular is meant. */
  private record Target(Optional<PeerId> peer, Optional<Multiaddr> address) {}

  private record UnderWay(PeerDial dial, CompletableFuture<Connection> result) {}

  private final Map<Target, UnderWay> underWay = new HashMap<>();
  private final List<Transport> transports;
  private final EventExecutor executor;
  private final HostSettings settings;
  private final UnaryOperator<Connection> admission;

  /**
   * @param admission takes each new connection in, or throws and sees to its end
   */
  Dials(
      List<Transport> transports,
      EventExecutor executor,
      HostSettings settings,
      UnaryOperator<Connection> admission) {
    this.transports = transports;
    this.executor = executor;
    this.settings = settings;
    this.admission = admission;
  }

  /**
   * @param addresses at least one if there is no peer
   */
  CompletionStage<Connection> dial(Optional<PeerId> peer, List<Multiaddr> addresses) {
    Target target =
        new Target(peer, peer.isPresent() ? Optional.empty() : addresses.stream().findFirst());
    UnderWay found = underWay.get(target);
    if (found != null) {
      found.dial.add(addresses);
      return found.result;
    }
    if (underWay.size() >= settings.maxDials()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, underWay.size() + " dials are under way"));
    }
    PeerDial dial = new PeerDial(peer, transports, executor, settings);
    dial.add(addresses);
    return begin(target, dial);
  }

  private CompletionStage<Connection> begin(Target target, PeerDial dial) {
    CompletableFuture<Connection> result = dial.result().thenApply(admission).toCompletableFuture();
    underWay.put(target, new UnderWay(dial, result));
    dial.start();
    result.whenComplete((connection, failure) -> underWay.remove(target));
    return result;
  }

  void giveUpAll(ConnectionFailed why) {
    List.copyOf(underWay.values()).forEach(found -> found.dial.giveUp(why));
  }
}
