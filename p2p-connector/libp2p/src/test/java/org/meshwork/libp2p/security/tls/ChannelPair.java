package org.meshwork.libp2p.security.tls;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** Two channels, of which each reads what the other writes, when told to. */
final class ChannelPair implements AutoCloseable {
  final EmbeddedChannel client = new EmbeddedChannel();
  final EmbeddedChannel server = new EmbeddedChannel();

  /** Carries everything across until both are quiet; the end of one ends the other. */
  void settle() {
    boolean moved = true;
    while (moved) {
      client.runPendingTasks();
      server.runPendingTasks();
      moved = carry(client, server) | carry(server, client);
    }
  }

  /** Carries what one has written to the other; whether there was anything. */
  static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
    boolean moved = false;
    for (Object message = from.readOutbound(); message != null; message = from.readOutbound()) {
      moved = true;
      if (to.isOpen()) {
        // Not writeInbound, which throws here what should be handled there.
        to.pipeline().fireChannelRead(message).fireChannelReadComplete();
      } else {
        ReferenceCountUtil.release(message);
      }
    }
    if (!from.isOpen() && to.isOpen()) {
      moved = true;
      to.close();
    }
    return moved;
  }

  @Override
  public void close() {
    client.close();
    settle();
    for (EmbeddedChannel channel : List.of(client, server)) {
      channel.releaseInbound();
      channel.releaseOutbound();
    }
  }
}
