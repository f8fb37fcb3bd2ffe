package org.meshwork.libp2p.protocol.relay;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.transport.ChannelUpgrade;
import org.meshwork.libp2p.transport.Route;

/** One dial over a relay: connects to the relay, asks it for a circuit, and upgrades that. */
final class CircuitDial {
  private final CircuitTransport transport;
  private final Host host;
  private final CircuitAddress address;
  private final PeerId target;
  private final CompletableFuture<Connection> result = new CompletableFuture<>();

  CircuitDial(CircuitTransport transport, Host host, CircuitAddress address, PeerId target) {
    this.transport = transport;
    this.host = host;
    this.address = address;
    this.target = target;
  }

  CompletionStage<Connection> start() {
    Future<?> timer =
        host.executor()
            .schedule(
                this::timeOut, transport.settings().timeout().toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete((connection, failure) -> timer.cancel(false));
    host.connectDirectly(address.relayPeer(), address.places())
        .thenCompose(relay -> host.openStream(relay, List.of(CircuitTransport.HOP)))
        .thenCompose(this::ask)
        .whenComplete(this::settle);
    return result;
  }

  private void timeOut() {
    result.completeExceptionally(
        new ConnectionFailed(
            Reason.TIMED_OUT, "no circuit to " + target + " in " + transport.settings().timeout()));
  }

  private void settle(Connection connection, Throwable failure) {
    if (failure != null) {
      result.completeExceptionally(ConnectionFailed.of(failure));
    } else if (!result.complete(connection)) {
      // Nobody waits for it any more.
      connection.close();
    }
  }

  private CompletionStage<Connection> ask(ProtocolStream opened) {
    Prologue prologue = Prologue.of(opened, HopMessage.MAX_BYTES, transport.settings().timeout());
    Stream stream = prologue.stream();
    stream.write(Messages.frame(HopMessage.connect(target).encode()));
    CompletionStage<Connection> upgraded =
        prologue.message().thenCompose(message -> upgrade(opened.connection(), stream, message));
    result.whenComplete(
        (connection, failure) -> {
          if (failure != null) {
            // Ends whatever step is under way.
            stream.reset();
          }
        });
    return upgraded;
  }

  private CompletionStage<Connection> upgrade(Connection relay, Stream stream, Bytes message) {
    CircuitLimit limit = Refusals.accepted(message).limit().orElse(CircuitLimit.NONE);
    Multiaddr seen = relay.remoteAddress();
    Route route =
        new Route(
            CircuitTransport.NAME,
            CircuitAddress.over(seen, address.relayPeer()),
            address.withoutTarget(seen),
            true,
            limit.isLimited());
    return ChannelUpgrade.begin(
        transport.channel(stream),
        (EventLoop) relay.eventLoop(),
        route,
        Optional.of(target),
        transport.upgrader());
  }
}
