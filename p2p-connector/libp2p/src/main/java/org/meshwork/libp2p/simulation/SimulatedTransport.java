package org.meshwork.libp2p.simulation;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.ChannelDialer;
import org.meshwork.libp2p.transport.ChannelListener;
import org.meshwork.libp2p.transport.Destination;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.Wire;

/** A node's way into a simulated network, with the same upgrade as every transport. */
final class SimulatedTransport implements Transport {
  /** For which a dial is tried to a place that is cut off from all others. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final SimulatedNetwork network;
  private final VirtualTime time;
  private final Multiaddr place;
  private final Upgrader upgrader;
  private final Wire wire;

  SimulatedTransport(
      SimulatedNetwork network, VirtualTime time, Multiaddr place, Upgrader upgrader) {
    if (place.components().size() != 1 || !SimulatedNetwork.isPlace(place)) {
      throw new IllegalArgumentException(place + " is no place, such as /ip4/10.0.0.1");
    }
    this.network = network;
    this.time = time;
    this.place = place;
    this.upgrader = Objects.requireNonNull(upgrader);
    this.wire = new Wire("simulated", network::address, this::link);
  }

  @Override
  public boolean supports(Multiaddr address) {
    return SimulatedNetwork.isPlace(address)
        && address.components().size() > 1
        && !address.has(AddressProtocol.P2P_CIRCUIT);
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    try {
      Destination destination = Destination.of(requireSupported(address), expected);
      if (network.isIsolated(place)
          || network.isIsolated(SimulatedNetwork.place(destination.address()))) {
        return silence(destination);
      }
      return ChannelDialer.dial(
          new Bootstrap()
              .group(time)
              .channel(LocalChannel.class)
              .localAddress(network.dialling(place)),
          network.listening(destination.address()),
          wire,
          destination,
          upgrader);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  /** Nobody is there to refuse it, either. */
  private CompletionStage<Connection> silence(Destination destination) {
    CompletableFuture<Connection> attempt = new CompletableFuture<>();
    Future<?> timer =
        time.schedule(
            () ->
                attempt.completeExceptionally(
                    new ConnectionFailed(
                        Reason.TIMED_OUT, "nobody answers at " + destination.address())),
            SILENCE.toNanos(),
            TimeUnit.NANOSECONDS);
    attempt.whenComplete((connection, failure) -> timer.cancel(false));
    return attempt;
  }

  /** A round trip until the dialler may speak; the listener hears of it half of one earlier. */
  private CompletionStage<Void> link(Channel channel) {
    Multiaddr there = SimulatedNetwork.place(network.address(channel.remoteAddress()));
    boolean isDialler = channel.parent() == null;
    long wait = network.nanosBetween(place, there);
    if (isDialler) {
      wait += network.nanosBetween(there, place);
    }
    LinkHandler handler =
        new LinkHandler(network, time, place, there, time.ticker().nanoTime() + wait);
    channel.pipeline().addFirst(handler);
    CompletableFuture<Void> linked = new CompletableFuture<>();
    time.schedule(() -> linked.complete(null), wait, TimeUnit.NANOSECONDS);
    return linked;
  }

  @Override
  public CompletionStage<Void> dialsFreed() {
    return upgrader.leftovers().gone();
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    try {
      if (!SimulatedNetwork.place(requireSupported(address)).equals(place)) {
        throw new ConnectionFailed(
            Reason.ADDRESS_UNAVAILABLE, address + " is not at this node's place, " + place);
      }
      return ChannelListener.listen(
          new ServerBootstrap().group(time).channel(LocalServerChannel.class),
          network.listening(address),
          wire,
          upgrader,
          acceptor);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private Multiaddr requireSupported(Multiaddr address) {
    if (!supports(address)) {
      throw new ConnectionFailed(
          Reason.UNSUPPORTED_ADDRESS, address + " is no address of a simulation");
    }
    return address;
  }
}
