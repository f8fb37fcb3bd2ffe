package org.meshwork.libp2p.simulation;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * One end of a link: hands on what has come over it when it is due, in order, the end of the
 * connection too; nothing while the places are cut off from each other.
 */
final class LinkHandler extends ChannelDuplexHandler {
  /** After which a side that has closed waits no longer for the other one to hear of it. */
  private static final Duration LINGER = Duration.ofMinutes(1);

  private static final Object END = new Object();

  private record Arrival(Object message, long nanos) {}

  private final SimulatedNetwork network;
  private final VirtualTime time;
  private final Multiaddr here;
  private final Multiaddr there;
  private final Queue<Arrival> arrivals = new ArrayDeque<>();
  private ChannelHandlerContext context;
  private long lastNanos;
  private boolean isScheduled;
  private boolean isClosing;

  /**
   * @param ready when the first message may come, as the time's ticker counts
   */
  LinkHandler(
      SimulatedNetwork network, VirtualTime time, Multiaddr here, Multiaddr there, long ready) {
    this.network = network;
    this.time = time;
    this.here = here;
    this.there = there;
    this.lastNanos = ready;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext same, Object message) {
    if (isClosing && message != END) {
      ReferenceCountUtil.release(message);
      return;
    }
    long due = time.ticker().nanoTime() + network.nanosBetween(there, here);
    lastNanos = Math.max(lastNanos, due);
    arrivals.add(new Arrival(message, lastNanos));
    schedule();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext same) {
    // Each arrival has its own.
  }

  private void schedule() {
    if (!isScheduled && !arrivals.isEmpty()) {
      isScheduled = true;
      long wait = Math.max(0, arrivals.element().nanos() - time.ticker().nanoTime());
      time.schedule(this::deliver, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void deliver() {
    isScheduled = false;
    if (network.isCut(there, here)) {
      network.holds(this);
    } else if (!arrivals.isEmpty()) {
      handOn(arrivals.remove().message());
      schedule();
    }
  }

  private void handOn(Object message) {
    if (message == END) {
      context.close();
    } else {
      context.fireChannelRead(message);
      context.fireChannelReadComplete();
    }
  }

  /** The network has changed. */
  void goOn() {
    schedule();
  }

  @Override
  public void write(ChannelHandlerContext same, Object message, ChannelPromise promise) {
    if (isClosing) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
    } else {
      same.write(message, promise);
    }
  }

  /** Netty would close the other end at once: the end has to travel, and that end closes both. */
  @Override
  public void close(ChannelHandlerContext same, ChannelPromise promise) {
    same.channel().closeFuture().addListener(closed -> promise.trySuccess());
    if (isClosing) {
      return;
    }
    isClosing = true;
    dropArrivals();
    same.writeAndFlush(END).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    var linger = time.schedule(() -> same.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
    same.channel().closeFuture().addListener(closed -> linger.cancel(false));
  }

  private void dropArrivals() {
    network.forget(this);
    arrivals.forEach(arrival -> ReferenceCountUtil.release(arrival.message()));
    arrivals.clear();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext same) {
    dropArrivals();
  }
}
