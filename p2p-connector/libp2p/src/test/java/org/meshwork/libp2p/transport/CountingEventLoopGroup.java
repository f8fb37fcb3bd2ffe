package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Event loops that know which of their channels are open. */
public final class CountingEventLoopGroup extends MultiThreadIoEventLoopGroup {
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  public CountingEventLoopGroup(IoHandlerFactory factory) {
    super(2, factory);
  }

  @Override
  public ChannelFuture register(Channel channel) {
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    return super.register(channel);
  }

  public int openChannels() {
    return open.size();
  }
}
