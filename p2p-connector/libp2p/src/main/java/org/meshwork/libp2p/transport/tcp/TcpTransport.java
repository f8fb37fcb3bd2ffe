package org.meshwork.libp2p.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.ChannelDialer;
import org.meshwork.libp2p.transport.ChannelListener;
import org.meshwork.libp2p.transport.Destination;
import org.meshwork.libp2p.transport.HolePuncher;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.SocketOptions;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.Wire;

/** TCP, on a group of event loops of NIO. */
public final class TcpTransport implements Transport, HolePuncher {
  private static final Wire WIRE = Wire.plain("tcp", TcpTransport::address);

  private final EventLoopGroup group;
  private final Upgrader upgrader;
  private final ListeningPorts ports = new ListeningPorts();

  public TcpTransport(EventLoopGroup group, Upgrader upgrader) {
    this.group = Objects.requireNonNull(group);
    this.upgrader = Objects.requireNonNull(upgrader);
  }

  private static Multiaddr address(SocketAddress socket) {
    return TcpEndpoint.address((InetSocketAddress) socket);
  }

  @Override
  public boolean supports(Multiaddr address) {
    return TcpEndpoint.of(address).filter(TcpEndpoint::isWhole).isPresent();
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    try {
      Destination destination = Destination.of(address, expected);
      InetSocketAddress target = socket(destination.address());
      return ChannelDialer.dial(client(target), target, WIRE, destination, upgrader);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private Bootstrap client(InetSocketAddress target) {
    return SocketOptions.set(
        new Bootstrap().group(group).channelFactory(TcpChannels.dialling(target)));
  }

  @Override
  public CompletionStage<Connection> punch(
      Multiaddr address, PeerId expected, boolean isInitiator) {
    try {
      Destination destination = Destination.of(address, Optional.of(expected));
      InetSocketAddress target = socket(destination.address());
      Bootstrap bootstrap = client(target);
      ports.share(target, bootstrap);
      return ChannelDialer.dial(bootstrap, target, WIRE, destination, upgrader, isInitiator);
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
      InetSocketAddress place = socket(address);
      return ChannelListener.listen(
          SocketOptions.set(
              new ServerBootstrap()
                  .group(group)
                  .channelFactory(TcpChannels.listening(place))
                  .handler(ports)),
          place,
          WIRE,
          upgrader,
          acceptor);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private static InetSocketAddress socket(Multiaddr address) {
    return TcpEndpoint.of(address)
        .filter(TcpEndpoint::isWhole)
        .orElseThrow(() -> TcpEndpoint.unsupported(address, "no TCP address"))
        .socket();
  }
}
