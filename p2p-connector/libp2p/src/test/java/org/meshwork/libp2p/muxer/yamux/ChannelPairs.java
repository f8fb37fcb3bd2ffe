package org.meshwork.libp2p.muxer.yamux;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.muxer.MuxedChannel;

/** Pairs of connected channels, each end on a thread of its own. */
final class ChannelPairs implements AutoCloseable {
  /** Both ends, muxed. */
  record Muxed(MuxedChannel dialler, MuxedChannel listener, Channel near, Channel far) {}

  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final EventLoopGroup dialling;
  private final EventLoopGroup listening;
  private final Class<? extends Channel> dialled;
  private final Channel server;

  private ChannelPairs(
      IoHandlerFactory io,
      Class<? extends Channel> dialled,
      Class<? extends ServerChannel> listened,
      SocketAddress address) {
    this.dialled = dialled;
    dialling = new MultiThreadIoEventLoopGroup(1, io);
    listening = new MultiThreadIoEventLoopGroup(1, io);
    server =
        new ServerBootstrap()
            .group(listening)
            .channel(listened)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.config().setAutoRead(false);
                    accepted.add(channel);
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
  }

  static ChannelPairs local() {
    return new ChannelPairs(
        LocalIoHandler.newFactory(),
        LocalChannel.class,
        LocalServerChannel.class,
        LocalAddress.ANY);
  }

  static ChannelPairs tcp() {
    return new ChannelPairs(
        NioIoHandler.newFactory(),
        NioSocketChannel.class,
        NioServerSocketChannel.class,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  Muxed mux(YamuxSettings settings) throws Exception {
    Channel near =
        new Bootstrap()
            .group(dialling)
            .channel(dialled)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.config().setAutoRead(false);
                  }
                })
            .connect(server.localAddress())
            .sync()
            .channel();
    Channel far = accepted.poll(10, TimeUnit.SECONDS);
    Yamux yamux = new Yamux(settings);
    return new Muxed(mux(yamux, near, true), mux(yamux, far, false), near, far);
  }

  private static MuxedChannel mux(Yamux yamux, Channel channel, boolean isInitiator)
      throws Exception {
    CompletableFuture<MuxedChannel> muxed = new CompletableFuture<>();
    channel
        .eventLoop()
        .execute(
            () -> {
              muxed.complete(yamux.mux(channel, isInitiator));
              channel.config().setAutoRead(true);
            });
    return muxed.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    server.close().sync();
    dialling.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    listening.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }
}
