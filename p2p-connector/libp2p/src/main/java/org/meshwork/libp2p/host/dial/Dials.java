package org.meshwork.libp2p.host.dial;

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
import org.meshwork.libp2p.host.names.AddressResolution;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** The dials under way: one a peer, whoever asks for it. On the host's executor. */
public final class Dials {
  /** Whom a dial is for; the address counts where nobody in particular is meant. */
  private record Target(Optional<PeerId> peer, Optional<Multiaddr> address) {}

  private record UnderWay(PeerDial dial, CompletableFuture<Connection> result) {}

  private final Map<Target, UnderWay> underWay = new HashMap<>();
  private final DialContext context;
  private final DialPauses pauses;
  private final UnaryOperator<Connection> admission;

  /**
   * @param admission takes each new connection in, or throws and sees to its end
   */
  public Dials(DialContext context, UnaryOperator<Connection> admission) {
    this.context = context;
    this.pauses = new DialPauses(context.settings(), context.executor().ticker(), context.random());
    this.admission = admission;
  }

  /**
   * Dials the one address, even if that failed just now.
   *
   * @param peer who must answer; anybody if empty
   */
  public CompletionStage<Connection> dial(Optional<PeerId> peer, Multiaddr address) {
    Target target = new Target(peer, peer.isPresent() ? Optional.empty() : Optional.of(address));
    return dial(target, List.of(address), true);
  }

  /** Dials these addresses, even if they failed just now. */
  public CompletionStage<Connection> dial(PeerId peer, List<Multiaddr> addresses) {
    return dial(target(peer), addresses, true);
  }

  private static Target target(PeerId peer) {
    return new Target(Optional.of(peer), Optional.empty());
  }

  /** Dials what is known of the peer, but for what failed not long ago. */
  public CompletionStage<Connection> dialKnown(PeerId peer, List<Multiaddr> addresses) {
    boolean isUnderWay = underWay.containsKey(target(peer));
    return pauses
        .left(peer)
        .filter(left -> !isUnderWay)
        .filter(left -> addresses.stream().noneMatch(address -> isFresh(peer, address)))
        .<CompletionStage<Connection>>map(
            left ->
                CompletableFuture.failedStage(
                    new ConnectionFailed(
                        Reason.UNREACHABLE,
                        peer + " was not reached, and is left alone for " + left)))
        .orElseGet(() -> dial(target(peer), addresses, false));
  }

  /** What a name leads to shows only when it is asked about. */
  private boolean isFresh(PeerId peer, Multiaddr address) {
    return !AddressResolution.hasName(address) && pauses.left(peer, address).isEmpty();
  }

  private CompletionStage<Connection> dial(
      Target target, List<Multiaddr> addresses, boolean isUrgent) {
    UnderWay found = underWay.get(target);
    if (found != null) {
      found.dial.add(addresses, isUrgent);
      return found.result;
    }
    if (underWay.size() >= context.settings().maxPeers()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, underWay.size() + " dials are under way"));
    }
    PeerDial dial = new PeerDial(target.peer(), context, pauses);
    dial.add(addresses, isUrgent);
    return begin(target, dial);
  }

  private CompletionStage<Connection> begin(Target target, PeerDial dial) {
    CompletableFuture<Connection> result = dial.result().thenApply(admission).toCompletableFuture();
    underWay.put(target, new UnderWay(dial, result));
    dial.start();
    result.whenComplete((connection, failure) -> underWay.remove(target));
    return result;
  }

  /** A connection came about, whichever side dialled: the peer is not held at bay any longer. */
  public void connected(Connection connection) {
    pauses.connected(connection.remotePeer(), connection.remoteAddress());
  }

  /** Completes when nothing is held any more by dials that were given up, or have failed. */
  public CompletionStage<Void> freed() {
    return CompletableFuture.allOf(
        context.transports().stream()
            .map(transport -> transport.dialsFreed().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  public void giveUpAll(ConnectionFailed why) {
    List.copyOf(underWay.values()).forEach(found -> found.dial.giveUp(why));
  }
}
