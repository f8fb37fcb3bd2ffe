package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/**
 * Begins when a channel is connected, before it reads: a listener of the connect future could come
 * too late for the first bytes.
 */
final class UpgradeStart extends ChannelInboundHandlerAdapter {
  private final Consumer<Channel> start;

  UpgradeStart(Consumer<Channel> start) {
    this.start = start;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    start.accept(context.channel());
    // Those that were added just now want to know, too.
    context.fireChannelActive();
    if (!context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }
}
