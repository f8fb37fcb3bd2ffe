package org.meshwork.libp2p.transport.websocket;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
import org.meshwork.libp2p.transport.SocketOptions;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.Wire;
import org.meshwork.libp2p.transport.tcp.TcpChannels;
import org.meshwork.libp2p.transport.tcp.TcpEndpoint;

/** WebSockets, on a group of event loops of NIO. */
public final class WebSocketTransport implements Transport {
  private final EventLoopGroup group;
  private final Upgrader upgrader;
  private final WebSocketTls tls;

  public WebSocketTransport(EventLoopGroup group, Upgrader upgrader, WebSocketTls tls) {
    this.group = Objects.requireNonNull(group);
    this.upgrader = Objects.requireNonNull(upgrader);
    this.tls = Objects.requireNonNull(tls);
  }

  /** Whether it is a WebSocket's; to listen securely, a certificate is needed besides. */
  @Override
  public boolean supports(Multiaddr address) {
    return WebSocketEndpoint.of(address).isPresent();
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    try {
      Destination destination = Destination.of(address, expected);
      WebSocketEndpoint endpoint = endpoint(destination.address());
      return ChannelDialer.dial(
          SocketOptions.set(new Bootstrap().group(group).channel(NioSocketChannel.class)),
          endpoint.socket(),
          new Wire(
              name(endpoint),
              socket -> address(socket, endpoint),
              channel -> WebSocketHandlers.dial(channel, endpoint, tls.client())),
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
      WebSocketEndpoint endpoint = endpoint(address);
      Optional<SslContext> security = security(endpoint);
      return ChannelListener.listen(
          SocketOptions.set(
              new ServerBootstrap()
                  .group(group)
                  .channelFactory(TcpChannels.listening(endpoint.socket()))),
          endpoint.socket(),
          new Wire(
              name(endpoint),
              socket -> address(socket, endpoint),
              channel -> WebSocketHandlers.accept(channel, security)),
          upgrader,
          acceptor);
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private static WebSocketEndpoint endpoint(Multiaddr address) {
    return WebSocketEndpoint.of(address)
        .orElseThrow(() -> TcpEndpoint.unsupported(address, "no address of a WebSocket"));
  }

  private Optional<SslContext> security(WebSocketEndpoint endpoint) {
    if (endpoint.isSecure() && tls.server().isEmpty()) {
      throw new ConnectionFailed(
          Reason.UNSUPPORTED_ADDRESS, "listening securely needs a certificate");
    }
    return endpoint.isSecure() ? tls.server() : Optional.empty();
  }

  private static String name(WebSocketEndpoint endpoint) {
    return endpoint.isSecure() ? "secure websocket" : "websocket";
  }

  private static Multiaddr address(SocketAddress socket, WebSocketEndpoint endpoint) {
    return TcpEndpoint.address((InetSocketAddress) socket).encapsulate(endpoint.suffix());
  }
}
