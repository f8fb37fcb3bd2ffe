package org.meshwork.libp2p.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets dials come from a port where this side listens, as hole punching needs it: a peer knows no
 * other port of this side. A listener shares its port only from the first such dial on, and with
 * dials only, since another listener would have to ask for it before it is bound.
 */
@Sharable
final class ListeningPorts extends ChannelInboundHandlerAdapter {
  private static final ChannelOption<Boolean> REUSE_PORT =
      NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

  private static final String ANY_IP4 = "0.0.0.0";

  private final Set<Channel> servers = ConcurrentHashMap.newKeySet();

  @Override
  public void channelActive(ChannelHandlerContext context) {
    servers.add(context.channel());
    context.channel().closeFuture().addListener(closed -> servers.remove(context.channel()));
    context.fireChannelActive();
  }

  /** Binds the dial to a listener's port, if there is one from which the target can be reached. */
  void share(InetSocketAddress target, Bootstrap dial) {
    servers.stream()
        .filter(server -> reaches(server, target.getAddress()))
        .findFirst()
        .filter(server -> server.config().setOption(REUSE_PORT, true))
        .map(server -> (InetSocketAddress) server.localAddress())
        .ifPresent(
            local ->
                dial.option(ChannelOption.SO_REUSEADDR, true)
                    .option(REUSE_PORT, true)
                    .localAddress(from(local, target)));
  }

  /** A listener at {@code ::} takes IPv4 as well, whose sockets know nothing of that address. */
  private static InetSocketAddress from(InetSocketAddress local, InetSocketAddress target) {
    boolean isOfOneFamily =
        local.getAddress() instanceof Inet4Address == target.getAddress() instanceof Inet4Address;
    return isOfOneFamily ? local : new InetSocketAddress(ANY_IP4, local.getPort());
  }

  private static boolean reaches(Channel server, InetAddress target) {
    return Optional.ofNullable((InetSocketAddress) server.localAddress())
        .map(InetSocketAddress::getAddress)
        .filter(own -> reaches(own, target))
        .isPresent();
  }

  private static boolean reaches(InetAddress own, InetAddress target) {
    boolean isOfOneFamily = own instanceof Inet4Address == target instanceof Inet4Address;
    return own.isAnyLocalAddress()
        ? isOfOneFamily || target instanceof Inet4Address
        : isOfOneFamily && own.isLoopbackAddress() == target.isLoopbackAddress();
  }
}
