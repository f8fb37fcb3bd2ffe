package org.meshwork.libp2p.transport.memory;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
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

/** Between hosts of one process, on a group of local event loops. */
public final class MemoryTransport implements Transport {
  private final EventLoopGroup group;
  private final MemoryNetwork network;
  private final Upgrader upgrader;
  private final Wire wire;

  public MemoryTransport(EventLoopGroup group, MemoryNetwork network, Upgrader upgrader) {
    this.group = Objects.requireNonNull(group);
    this.network = Objects.requireNonNull(network);
    this.upgrader = Objects.requireNonNull(upgrader);
    this.wire = Wire.plain("memory", network::address);
  }

  @Override
  public boolean supports(Multiaddr address) {
    return MemoryNetwork.number(address).isPresent();
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    try {
      Destination destination = Destination.of(address, expected);
      return ChannelDialer.dial(
          new Bootstrap()
              .group(group)
              .channel(LocalChannel.class)
              // Its own number, so that the peer can tell where the channel comes from.
              .localAddress(network.anyPlace()),
          place(destination.address()),
          wire,
          destination,
          upgrader);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  @Override
  public CompletionStage<Void> dialsFreed() {
    return upgrader.leftovers().gone();
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    try {
      return ChannelListener.listen(
          new ServerBootstrap().group(group).channel(LocalServerChannel.class),
          place(address),
          wire,
          upgrader,
          acceptor);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private LocalAddress place(Multiaddr address) {
    return MemoryNetwork.number(address)
        .map(network::place)
        .orElseThrow(
            () ->
                new ConnectionFailed(
                    Reason.UNSUPPORTED_ADDRESS, address + " is no number in memory"));
  }
}
