package org.meshwork.libp2p.transport.memory;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.ChannelTransportContractTest;
import org.meshwork.libp2p.transport.Outflow;
import org.meshwork.libp2p.transport.RawPeer;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;

class MemoryTransportContractTest extends ChannelTransportContractTest {
  private static final EventLoopGroup RAW =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

  private final MemoryNetwork network = new MemoryNetwork();

  @AfterAll
  static void stopRawPeers() {
    RAW.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  protected IoHandlerFactory ioHandlers() {
    return LocalIoHandler.newFactory();
  }

  @Override
  protected Transport transport(EventLoopGroup group, Upgrader upgrader) {
    return new MemoryTransport(group, network, upgrader);
  }

  @Override
  protected Multiaddr anyPort() {
    return Multiaddr.parse("/memory/0");
  }

  @Override
  protected Multiaddr deserted() {
    return Multiaddr.parse("/memory/1");
  }

  @Override
  protected Multiaddr foreign() {
    return Multiaddr.parse("/memory/notanumber");
  }

  @Override
  protected RawPeer rawListener(byte[] bytes) throws InterruptedException {
    RawEnd end = new RawEnd(bytes);
    Channel server =
        new ServerBootstrap()
            .group(RAW)
            .channel(LocalServerChannel.class)
            .childHandler(end)
            .bind(network.anyPlace())
            .sync()
            .channel();
    return new RawChannel(network.address(server.localAddress()), server, end);
  }

  @Override
  protected RawPeer rawDialer(Multiaddr address, byte[] bytes) throws InterruptedException {
    RawEnd end = new RawEnd(bytes);
    Channel channel =
        new Bootstrap()
            .group(RAW)
            .channel(LocalChannel.class)
            .handler(end)
            .connect(network.place(MemoryNetwork.number(address).orElseThrow()), network.anyPlace())
            .sync()
            .channel();
    return new RawChannel(address, channel, end);
  }

  @ChannelHandler.Sharable
  private static final class RawEnd extends ChannelInboundHandlerAdapter {
    private final byte[] bytes;
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    RawEnd(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.writeAndFlush(Outflow.buffer(bytes));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      hungUp.complete(null);
    }
  }

  private record RawChannel(Multiaddr address, Channel channel, RawEnd end) implements RawPeer {
    @Override
    public CompletionStage<Void> hungUp() {
      return end.hungUp;
    }

    @Override
    public void close() {
      channel.close().awaitUninterruptibly();
    }
  }
}
