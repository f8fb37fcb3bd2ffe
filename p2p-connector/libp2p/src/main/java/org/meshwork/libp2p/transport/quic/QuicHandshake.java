package org.meshwork.libp2p.transport.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.security.tls.PeerTrust;

/** Waits for the end of the handshake of one channel, and makes it a connection. */
final class QuicHandshake extends ChannelInboundHandlerAdapter {
  static final AttributeKey<PeerTrust> TRUST = AttributeKey.valueOf(QuicHandshake.class, "trust");
  static final AttributeKey<QuicConnection> CONNECTION =
      AttributeKey.valueOf(QuicHandshake.class, "connection");

  private final boolean isInitiator;
  private final QuicSetup setup;
  private final CompletableFuture<QuicConnection> outcome;
  private ScheduledFuture<?> timer;
  private ConnectionFailed closedByPeer;
  private boolean takesDatagrams;

  QuicHandshake(boolean isInitiator, QuicSetup setup, CompletableFuture<QuicConnection> outcome) {
    this.isInitiator = isInitiator;
    this.setup = setup;
    this.outcome = outcome;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Duration timeout = setup.handshakeTimeout;
    timer =
        context
            .executor()
            .schedule(() -> timeOut(context), timeout.toNanos(), TimeUnit.NANOSECONDS);
    outcome.whenComplete(
        (connection, failure) -> {
          if (outcome.isCancelled()) {
            context.close();
          }
        });
  }

  private void timeOut(ChannelHandlerContext context) {
    fail(
        context,
        new ConnectionFailed(
            Reason.TIMED_OUT, "no connection came about within " + setup.handshakeTimeout));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent end) {
      end(context, end);
    } else if (event instanceof QuicDatagramExtensionEvent) {
      // Netty may say so before it says that the handshake has ended.
      takesDatagrams = true;
    } else if (event instanceof QuicConnectionCloseEvent close) {
      closedByPeer =
          new ConnectionFailed(
              Reason.HANDSHAKE_REFUSED,
              "the peer refused the connection with error 0x" + Integer.toHexString(close.error()));
    }
  }

  private void end(ChannelHandlerContext context, SslHandshakeCompletionEvent end) {
    PeerTrust trust = context.channel().attr(TRUST).get();
    if (!end.isSuccess() || trust.proven().isEmpty()) {
      fail(context, refused(context, end.cause()));
      return;
    }
    QuicChannel channel = (QuicChannel) context.channel();
    QuicConnection connection =
        new QuicConnection(
            channel, isInitiator, trust.proven().orElseThrow(), setup.idleTimeout.dividedBy(3));
    channel.attr(CONNECTION).set(connection);
    timer.cancel(false);
    context.pipeline().replace(this, null, connection);
    if (takesDatagrams) {
      connection.keepAlive();
    }
    if (!outcome.complete(connection)) {
      connection.close();
    }
  }

  /**
   * Why a handshake failed that has not timed out.
   *
   * @param cause null if nothing is known
   */
  static ConnectionFailed refused(PeerTrust trust, Throwable cause) {
    return trust
        .failure()
        .orElseGet(
            () ->
                new ConnectionFailed(
                    Reason.HANDSHAKE_REFUSED, "the handshake with the peer failed", cause));
  }

  private ConnectionFailed refused(ChannelHandlerContext context, Throwable cause) {
    return closedByPeer != null
        ? closedByPeer
        : refused(context.channel().attr(TRUST).get(), cause);
  }

  private void fail(ChannelHandlerContext context, ConnectionFailed failure) {
    timer.cancel(false);
    outcome.completeExceptionally(failure);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, refused(context, null));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    timer.cancel(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, refused(context, cause));
  }
}
