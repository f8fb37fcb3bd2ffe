package org.meshwork.libp2p.transport.tcp;

import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/**
 * Sockets of the family of the address that they are bound to: the JDK's others, bound to {@code
 * 0.0.0.0}, say that they are at {@code ::}.
 */
public final class TcpChannels {
  private TcpChannels() {}

  public static ChannelFactory<NioServerSocketChannel> listening(InetSocketAddress at) {
    return () -> new NioServerSocketChannel(SelectorProvider.provider(), family(at));
  }

  static ChannelFactory<NioSocketChannel> dialling(InetSocketAddress from) {
    return () -> new NioSocketChannel(SelectorProvider.provider(), family(from));
  }

  private static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }
}
