package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Negotiates, hands on what is left over, and leaves. */
final class NegotiationHandler extends ChannelInboundHandlerAdapter {
  private final Negotiation negotiation;
  private final Duration timeout;
  private final CompletableFuture<String> agreed = new CompletableFuture<>();
  private Future<?> timer;
  private ByteBuf waiting;

  NegotiationHandler(Negotiation negotiation, Duration timeout) {
    this.negotiation = negotiation;
    this.timeout = timeout;
  }

  CompletionStage<String> agreed() {
    return agreed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    timer =
        context
            .executor()
            .schedule(() -> timedOut(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
    ByteBuf out = context.alloc().buffer();
    negotiation.begin(out);
    send(context, out);
  }

  private void timedOut(ChannelHandlerContext context) {
    fail(
        context,
        new ConnectionFailed(Reason.TIMED_OUT, "no protocol was agreed within " + timeout));
  }

  private static void send(ChannelHandlerContext context, ByteBuf out) {
    if (out.isReadable()) {
      context.writeAndFlush(out);
    } else {
      out.release();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (agreed.isCompletedExceptionally()) {
      bytes.release();
      return;
    }
    waiting =
        waiting == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), waiting, bytes);
    // After the end, more may come from within a dependent or a later handler: it has to queue.
    if (!agreed.isDone()) {
      advance(context);
    }
  }

  private void advance(ChannelHandlerContext context) {
    ByteBuf out = context.alloc().buffer();
    try {
      Optional<String> protocol = negotiation.advance(waiting, out);
      send(context, out.retain());
      protocol.ifPresent(found -> finish(context, found));
    } catch (ConnectionFailed failure) {
      fail(context, failure);
    } catch (RuntimeException failure) {
      fail(context, Negotiation.broken(failure));
    } finally {
      out.release();
    }
  }

  private void finish(ChannelHandlerContext context, String protocol) {
    timer.cancel(false);
    agreed.complete(protocol);
    while (waiting != null && waiting.isReadable() && context.channel().isActive()) {
      ByteBuf rest = waiting;
      waiting = null;
      context.fireChannelRead(rest);
    }
    if (!context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(
        context,
        new ConnectionFailed(Reason.CLOSED, "the peer hung up before a protocol was agreed"));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(
        context,
        new ConnectionFailed(
            Reason.CLOSED, "the channel broke before a protocol was agreed", cause));
  }

  private void fail(ChannelHandlerContext context, ConnectionFailed failure) {
    if (agreed.completeExceptionally(failure)) {
      timer.cancel(false);
      context.close();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    timer.cancel(false);
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
  }
}
