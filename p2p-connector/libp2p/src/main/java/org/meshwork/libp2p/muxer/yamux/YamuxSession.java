package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.muxer.MuxedChannel;

/**
 * The handler that shares a channel: its beginning, its end, and the ways in from other threads.
 * What is not of {@link MuxedChannel} is called on the event loop.
 */
final class YamuxSession extends ChannelInboundHandlerAdapter
    implements MuxedChannel, KeepAlive.Peer {
  /** How long a last frame may take to be sent, or a peer to close after a graceful end. */
  static final long LINGER_SECONDS = 5;

  private final Channel channel;
  private final EventLoop loop;
  private final WindowBudget windowBudget;
  private final StreamTable table;
  private final OutboundStreams outbound;
  private final InboundStreams inbound;
  private final FloodBounds floods;
  private final KeepAlive keepAlive;
  private final FrameReader reader;
  private final CompletableFuture<ConnectionFailed> ended = new CompletableFuture<>();
  private FrameSender sender;
  private boolean isClosing;
  private boolean isPeerClosing;
  private Future<?> linger;

  /** Set on the event loop: no stream can be opened any more. */
  private volatile boolean isEnding;

  /** Null while the session lasts. */
  private ConnectionFailed end;

  YamuxSession(Channel channel, boolean isInitiator, YamuxSettings settings) {
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.windowBudget = new WindowBudget(settings);
    this.table = new StreamTable(isInitiator);
    this.outbound = new OutboundStreams(this, table, settings.maxOutboundStreams());
    this.inbound = new InboundStreams(table, settings.maxInboundStreams());
    this.floods = new FloodBounds(now());
    this.keepAlive = new KeepAlive(loop, this, windowBudget, settings);
    this.reader = new FrameReader(new FrameHandling(this, table, outbound, inbound, floods));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    sender = new FrameSender(context, this::written, this::overloaded);
    if (channel.isActive()) {
      keepAlive.start();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    keepAlive.start();
  }

  private void written(Future<? super Void> write) {
    if (!write.isSuccess()) {
      fail(write.cause());
    }
  }

  private void overloaded() {
    end(
        new ConnectionFailed(Reason.TOO_MUCH, "the peer does not read what it asks for"),
        GoAwayCode.PROTOCOL_ERROR);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (end == null) {
        keepAlive.heard();
        reader.read(bytes);
      }
    } catch (InputRefused refused) {
      violated(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, refused.getMessage(), refused));
    } catch (ConnectionFailed violation) {
      violated(violation);
    } finally {
      bytes.release();
    }
  }

  private void violated(ConnectionFailed violation) {
    channel.config().setAutoRead(false);
    end(violation, GoAwayCode.PROTOCOL_ERROR);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    sender.turnIfRequested();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      sender.turn();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    isOver();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    isOver();
  }

  private void isOver() {
    finish(new ConnectionFailed(Reason.CLOSED, "the peer or the network closed the connection"));
    if (linger != null) {
      linger.cancel(false);
    }
    ended.complete(end);
  }

  private void fail(Throwable cause) {
    ConnectionFailed reason =
        cause instanceof ConnectionFailed known
            ? known
            : new ConnectionFailed(Reason.CLOSED, "the channel failed: " + cause, cause);
    end(reason, GoAwayCode.INTERNAL_ERROR);
  }

  /** Ends the session, tells the peer, and closes. */
  private void end(ConnectionFailed reason, GoAwayCode code) {
    if (finish(reason)) {
      closeAfterLinger();
      sender.stop(code.frame(), this::close);
    }
  }

  private void close(ChannelFuture told) {
    channel.close();
  }

  /** Ends the session and lets the peer close, so that what was sent is not lost on its way. */
  private void endGracefully() {
    if (finish(closedHere())) {
      closeAfterLinger();
      sender.stop(GoAwayCode.NORMAL.frame(), told -> {});
    }
  }

  private void closeAfterLinger() {
    linger = loop.schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends everything that depends on the session, once. */
  private boolean finish(ConnectionFailed reason) {
    if (end != null) {
      return false;
    }
    end = reason;
    isEnding = true;
    sender.stop();
    keepAlive.stop();
    outbound.fail(reason);
    table.all().forEach(stream -> stream.failUnlessComplete(reason));
    return true;
  }

  private static ConnectionFailed closedHere() {
    return new ConnectionFailed(Reason.CLOSED, "this side closed the connection");
  }

  @Override
  public CompletionStage<Stream> openStream() {
    return call(this::openNow, () -> {});
  }

  private CompletionStage<Stream> openNow() {
    if (isEnding) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.CLOSED, "the connection is ending", end));
    }
    return outbound.open();
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    run(() -> inbound.acceptBy(acceptor));
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    run(
        () -> {
          isClosing = true;
          isEnding = true;
          outbound.fail(closedHere());
          endIfIdle();
        });
    return ended.thenAccept(reason -> {});
  }

  @Override
  public CompletionStage<Void> close() {
    run(() -> end(closedHere(), GoAwayCode.NORMAL));
    return ended.thenAccept(reason -> {});
  }

  @Override
  public boolean isEnding() {
    return isEnding;
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return Stages.copy(ended);
  }

  /** The peer takes no more streams. */
  void peerIsClosing() {
    isPeerClosing = true;
    isEnding = true;
    outbound.fail(new ConnectionFailed(Reason.CLOSED, "the peer is closing the connection"));
    endIfIdle();
  }

  /** The peer has given up on the session. */
  void peerGaveUp(long code) {
    String detail = "the peer ended the connection: " + GoAwayCode.describe(code);
    end(new ConnectionFailed(Reason.CLOSED, detail), GoAwayCode.NORMAL);
  }

  private void endIfIdle() {
    if (!table.isEmpty()) {
      return;
    }
    if (isPeerClosing) {
      end(new ConnectionFailed(Reason.CLOSED, "the peer closed the connection"), GoAwayCode.NORMAL);
    } else if (isClosing) {
      endGracefully();
    }
  }

  @Override
  public void ping(long value) {
    send(new FrameHeader(FrameType.PING, FrameHeader.SYN, 0, value));
  }

  @Override
  public void isSilent() {
    end(
        new ConnectionFailed(Reason.TIMED_OUT, "the peer did not answer a ping"),
        GoAwayCode.NORMAL);
  }

  boolean answered(long ping) {
    return keepAlive.answered(ping);
  }

  boolean isOpen() {
    return end == null;
  }

  boolean takesStreams() {
    return !isClosing && !isPeerClosing;
  }

  /** The stream is over; so much of its data may still come. */
  void remove(YamuxStream stream, int lateBytes) {
    table.remove(stream, lateBytes);
    inbound.remove(stream);
    floods.streamEnded();
    outbound.acknowledged(stream);
    endIfIdle();
  }

  void send(FrameHeader header) {
    sender.send(header);
  }

  FrameSender sender() {
    return sender;
  }

  WindowBudget windowBudget() {
    return windowBudget;
  }

  ByteBufAllocator allocator() {
    return channel.alloc();
  }

  long now() {
    return loop.ticker().nanoTime();
  }

  /** On the event loop: at once if this is it. Not at all when the loop has shut down. */
  void run(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return;
    }
    try {
      loop.execute(task);
    } catch (RejectedExecutionException shutDown) {
      // Nothing is left that the task could act on.
    }
  }

  /** As {@link #run}, with an outcome; when the loop has shut down, the other thing is done. */
  <T> CompletionStage<T> call(Supplier<CompletionStage<T>> task, Runnable otherwise) {
    if (loop.inEventLoop()) {
      return task.get();
    }
    CompletableFuture<T> outcome = new CompletableFuture<>();
    try {
      loop.execute(() -> Stages.relay(task.get(), outcome));
      return outcome;
    } catch (RejectedExecutionException shutDown) {
      otherwise.run();
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.CLOSED, "the event loop has shut down", shutDown));
    }
  }
}
