package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A connection of QUIC whose peer is proven, at the end of its channel's pipeline. */
final class QuicConnection extends ChannelInboundHandlerAdapter implements Connection {
  private final QuicChannel channel;
  private final boolean isInitiator;
  private final PublicKey remoteKey;
  private final Duration keepAlive;
  private final PeerId remotePeer;
  private final Multiaddr localAddress;
  private final Multiaddr remoteAddress;
  private final CompletableFuture<ConnectionFailed> ended = new CompletableFuture<>();

  /** Set on the event loop. */
  private volatile boolean closing;

  // All that follows is for the event loop.
  private final Set<QuicStream> streams = new HashSet<>();
  private final Queue<Stream> unaccepted = new ArrayDeque<>();
  private final Acknowledgements acknowledgements;
  private Consumer<Stream> acceptor;
  private ConnectionFailed failure;
  private boolean takesDatagrams;
  private int broken;

  /**
   * @param keepAlive how often something is sent: well within the idle timeout
   */
  QuicConnection(
      QuicChannel channel, boolean isInitiator, PublicKey remoteKey, Duration keepAlive) {
    this.channel = channel;
    this.isInitiator = isInitiator;
    this.remoteKey = remoteKey;
    this.keepAlive = keepAlive;
    this.acknowledgements = new Acknowledgements(channel, () -> takesDatagrams, this::sayNothing);
    this.remotePeer = PeerId.of(remoteKey);
    this.localAddress = QuicAddress.of((InetSocketAddress) channel.localSocketAddress());
    this.remoteAddress = QuicAddress.of((InetSocketAddress) channel.remoteSocketAddress());
  }

  @Override
  public PeerId remotePeer() {
    return remotePeer;
  }

  @Override
  public PublicKey remoteKey() {
    return remoteKey;
  }

  @Override
  public Multiaddr localAddress() {
    return localAddress;
  }

  @Override
  public Multiaddr remoteAddress() {
    return remoteAddress;
  }

  @Override
  public EventExecutor eventLoop() {
    return channel.eventLoop();
  }

  @Override
  public boolean isInitiator() {
    return isInitiator;
  }

  @Override
  public String description() {
    return "quic-v1";
  }

  @Override
  public CompletionStage<Stream> openStream() {
    CompletableFuture<Stream> opened = new CompletableFuture<>();
    // Never at once: within the end of the handshake the peer's limits are not known yet.
    try {
      channel.eventLoop().execute(() -> open(opened));
    } catch (RejectedExecutionException loopHasEnded) {
      opened.completeExceptionally(ending());
    }
    return opened;
  }

  private void open(CompletableFuture<Stream> opened) {
    if (closing || !channel.isActive()) {
      opened.completeExceptionally(ending());
      return;
    }
    // To try beyond the limit would cost a number that the peer then misses.
    if (channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) <= 0) {
      opened.completeExceptionally(
          new ConnectionFailed(Reason.TOO_MUCH, "the peer allows no more streams"));
      return;
    }
    QuicBounds.stream(channel.newStreamBootstrap())
        .create()
        .addListener(
            created -> {
              if (created.isSuccess()) {
                opened.complete(adopt((QuicStreamChannel) created.getNow()));
              } else {
                opened.completeExceptionally(
                    new ConnectionFailed(
                        Reason.CLOSED, "no stream can be opened", created.cause()));
              }
            });
  }

  private static ConnectionFailed ending() {
    return new ConnectionFailed(Reason.CLOSED, "the connection is ending");
  }

  private QuicStream adopt(QuicStreamChannel stream) {
    QuicStream[] self = new QuicStream[1];
    QuicStream adopted = new QuicStream(stream, acknowledgements, () -> forget(self[0]));
    self[0] = adopted;
    streams.add(adopted);
    stream.pipeline().addLast(adopted);
    return adopted;
  }

  private void forget(QuicStream stream) {
    streams.remove(stream);
    // Netty keeps a little of each stream that was reset as long as the connection lives.
    if (stream.closed().toCompletableFuture().isCompletedExceptionally()
        && ++broken > QuicBounds.MAX_BROKEN_STREAMS) {
      end(new ConnectionFailed(Reason.TOO_MUCH, "too many streams were reset"));
    }
    closeIfDone();
  }

  /** Takes a stream that the peer has opened; called when it is registered. */
  void incoming(QuicStreamChannel stream) {
    QuicStream adopted = adopt(stream);
    if (closing) {
      adopted.reset();
    } else if (acceptor == null) {
      unaccepted.add(adopted);
    } else {
      offer(adopted);
    }
  }

  private void offer(Stream stream) {
    try {
      acceptor.accept(stream);
    } catch (RuntimeException thrown) {
      QuicTransport.LOG.log(System.Logger.Level.DEBUG, "an acceptor failed", thrown);
      stream.reset();
    }
  }

  @Override
  public void acceptStreams(Consumer<Stream> next) {
    Objects.requireNonNull(next);
    run(
        () -> {
          acceptor = next;
          while (!unaccepted.isEmpty()) {
            offer(unaccepted.remove());
          }
        });
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    run(
        () -> {
          closing = true;
          while (!unaccepted.isEmpty()) {
            unaccepted.remove().reset();
          }
          closeIfDone();
        });
    return whenEnded();
  }

  /** QUIC has no word for "no more streams": those that the peer opens meanwhile are reset. */
  private void closeIfDone() {
    if (closing && streams.isEmpty() && failure == null) {
      QuicFarewell.whenSent(channel, () -> end(ending()));
    }
  }

  @Override
  public CompletionStage<Void> close() {
    run(() -> end(new ConnectionFailed(Reason.CLOSED, "this side has closed the connection")));
    return whenEnded();
  }

  private CompletionStage<Void> whenEnded() {
    return ended.thenAccept(reason -> {});
  }

  private void end(ConnectionFailed reason) {
    closing = true;
    if (failure == null) {
      failure = reason;
    }
    // First, so that the peer hears of the end, not of a reset of each stream.
    channel.close(true, 0, Unpooled.EMPTY_BUFFER);
    List.copyOf(streams).forEach(stream -> stream.fail(failure));
  }

  @Override
  public boolean isEnding() {
    return closing;
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return ended.minimalCompletionStage();
  }

  private void run(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException loopHasEnded) {
      ended.complete(ending());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof QuicStreamChannel) {
      context.fireChannelRead(message);
    } else {
      // Datagrams only keep connections alive.
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof QuicConnectionCloseEvent && failure == null) {
      failure = new ConnectionFailed(Reason.CLOSED, "the peer has closed the connection");
    } else if (event instanceof QuicDatagramExtensionEvent) {
      keepAlive();
    }
  }

  /**
   * Sends something from time to time, since the peer takes datagrams: Netty offers no PING of
   * QUIC, and a datagram of one byte (RFC 9221) asks for an answer as well. For the event loop.
   */
  void keepAlive() {
    takesDatagrams = true;
    channel
        .eventLoop()
        .schedule(this::sayNothingAndAgain, keepAlive.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void sayNothingAndAgain() {
    if (channel.isActive()) {
      sayNothing();
      keepAlive();
    }
  }

  private void sayNothing() {
    channel.writeAndFlush(channel.alloc().directBuffer(1).writeByte(0));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closing = true;
    if (failure == null) {
      failure =
          channel.isTimedOut()
              ? new ConnectionFailed(Reason.TIMED_OUT, "nothing came from the peer any more")
              : ending();
    }
    List.copyOf(streams).forEach(stream -> stream.fail(failure));
    ended.complete(failure);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the connection failed", cause));
  }
}
