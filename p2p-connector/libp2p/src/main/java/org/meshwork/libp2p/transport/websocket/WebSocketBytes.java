package org.meshwork.libp2p.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Bytes in frames, and frames as bytes, once the socket is open. */
final class WebSocketBytes extends ChannelDuplexHandler {
  static final int MAX_SENT_FRAME_BYTES = 64 * 1024;

  private final CompletableFuture<Void> open = new CompletableFuture<>();

  /** Completes on the event loop when bytes may go both ways. */
  CompletionStage<Void> open() {
    return open;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    boolean isOpen =
        event instanceof HandshakeComplete || event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE;
    if (isOpen) {
      open.complete(null);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean isBinary =
        message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame;
    if (!isBinary) {
      ReferenceCountUtil.release(message);
      fail(context, "what came is no binary frame", null);
      return;
    }
    ByteBuf content = ((WebSocketFrame) message).content();
    if (content.isReadable()) {
      context.fireChannelRead(content);
    } else {
      content.release();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof ByteBuf bytes)) {
      // Netty's handshake writes its HTTP from the end of the pipeline.
      context.write(message, promise);
      return;
    }
    while (bytes.readableBytes() > MAX_SENT_FRAME_BYTES) {
      context.write(new BinaryWebSocketFrame(bytes.readRetainedSlice(MAX_SENT_FRAME_BYTES)));
    }
    context.write(new BinaryWebSocketFrame(bytes), promise);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (open.isDone()) {
      // The upgrade or the muxer is there to say what it means.
      context.fireExceptionCaught(cause);
    }
    fail(context, "the WebSocket broke: " + cause.getMessage(), cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    open.completeExceptionally(
        new ConnectionFailed(Reason.CLOSED, "the peer hung up before the WebSocket was open"));
    context.fireChannelInactive();
  }

  private void fail(ChannelHandlerContext context, String detail, Throwable cause) {
    open.completeExceptionally(new ConnectionFailed(Reason.HANDSHAKE_REFUSED, detail, cause));
    context.close();
  }
}
