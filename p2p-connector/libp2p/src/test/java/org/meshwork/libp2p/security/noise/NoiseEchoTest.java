package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

/** Ten mebibytes there and back, in pieces of odd sizes, over channels with real event loops. */
class NoiseEchoTest {
  private static final int TOTAL_BYTES = 10 * 1024 * 1024;
  private static final int MAX_PIECE_BYTES = 150_001;
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void echoesOverTcp() {
    echo(
        new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()),
        NioServerSocketChannel.class,
        NioSocketChannel.class,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Test
  void echoesInMemory() {
    echo(
        new MultiThreadIoEventLoopGroup(2, LocalIoHandler.newFactory()),
        LocalServerChannel.class,
        LocalChannel.class,
        LocalAddress.ANY);
  }

  private static void echo(
      EventLoopGroup loops,
      Class<? extends ServerChannel> serverType,
      Class<? extends Channel> clientType,
      SocketAddress address) {
    try {
      Channel server =
          new ServerBootstrap()
              .group(loops)
              .channel(serverType)
              .childHandler(secured(ChannelPair.LISTENER, false, new Echo()))
              .bind(address)
              .syncUninterruptibly()
              .channel();
      Sender sender = new Sender();
      Channel client =
          new Bootstrap()
              .group(loops)
              .channel(clientType)
              .handler(secured(ChannelPair.DIALER, true, sender))
              .connect(server.localAddress())
              .syncUninterruptibly()
              .channel();
      await().atMost(LONG).until(sender.done::isDone);
      assertThat(sender.done.join()).isEqualTo(sender.sent());
      client.close().syncUninterruptibly();
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private static ChannelInitializer<Channel> secured(
      PrivateKey identity, boolean isInitiator, ChannelHandler then) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        ChannelPair.noise(identity)
            .secure(channel, new Handshake(isInitiator, Optional.empty(), List.of("/yamux/1.0.0")))
            .thenAccept(peer -> add(channel, peer, then));
      }
    };
  }

  private static void add(Channel channel, AuthenticatedPeer peer, ChannelHandler then) {
    assertThat(peer.muxer()).contains("/yamux/1.0.0");
    channel.pipeline().addLast(then);
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }

  /** Sends as fast as the channel takes it, and digests what comes back. */
  private static final class Sender extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Bytes> done = new CompletableFuture<>();
    private final Random random = new Random(42);
    private final MessageDigest sent = sha256();
    private final MessageDigest received = sha256();
    private int sentBytes;
    private int receivedBytes;

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Once all was received, and so sent before. */
    Bytes sent() {
      return Bytes.of(sent.digest());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      send(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      send(context);
    }

    private void send(ChannelHandlerContext context) {
      while (sentBytes < TOTAL_BYTES && context.channel().isWritable()) {
        int size = Math.min(TOTAL_BYTES - sentBytes, 1 + random.nextInt(MAX_PIECE_BYTES));
        byte[] piece = new byte[size];
        random.nextBytes(piece);
        sent.update(piece);
        sentBytes += size;
        context.write(context.alloc().buffer(size).writeBytes(piece));
        if (random.nextBoolean()) {
          context.flush();
        }
      }
      context.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      receivedBytes += bytes.readableBytes();
      received.update(bytes.nioBuffer());
      bytes.release();
      if (receivedBytes >= TOTAL_BYTES) {
        done.complete(Bytes.of(received.digest()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      done.completeExceptionally(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      done.completeExceptionally(new AssertionError("ended after " + receivedBytes + " bytes"));
    }
  }
}
