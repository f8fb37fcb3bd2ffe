package org.meshwork.libp2p.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;

/** What every connection over a TCP socket is set to. */
public final class SocketOptions {
  private static final int MIN_READ_BYTES = 64;
  private static final int INITIAL_READ_BYTES = 2_048;

  /**
   * More than Netty's 64 KiB, by which nearly every message of Noise would be read, and hence
   * copied, in two pieces; less than half of a small second-level cache. Nothing is held between
   * two reads.
   */
  private static final int MAX_READ_BYTES = 256 * 1024;

  private SocketOptions() {}

  /** For what is dialled. */
  public static Bootstrap set(Bootstrap bootstrap) {
    return bootstrap
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, reads());
  }

  /** For what is accepted. */
  public static ServerBootstrap set(ServerBootstrap bootstrap) {
    return bootstrap
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads());
  }

  private static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, INITIAL_READ_BYTES, MAX_READ_BYTES);
  }
}
