package org.meshwork.libp2p.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.aead.AeadSource;

/** Does one handshake on a channel, and puts a {@link TransportCodec} in its own place. */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
  private final Introductions introductions;
  private final AeadSource aeads;
  private final CompletableFuture<AuthenticatedPeer> result = new CompletableFuture<>();
  private Optional<FrameReader> frames = Optional.empty();
  private boolean hasBegun;
  private boolean hasEnded;

  HandshakeHandler(Introductions introductions, AeadSource aeads) {
    this.introductions = introductions;
    this.aeads = aeads;
  }

  CompletionStage<AuthenticatedPeer> result() {
    return result.minimalCompletionStage();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    frames = Optional.of(new FrameReader(aeads, context.alloc()));
    if (!context.channel().isOpen()) {
      failClosed(context);
    } else if (context.channel().isActive()) {
      begin(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin(context);
    context.fireChannelActive();
  }

  private void begin(ChannelHandlerContext context) {
    if (!hasBegun && !hasEnded) {
      hasBegun = true;
      introductions.open().ifPresent(message -> send(context, message));
    }
  }

  private void send(ChannelHandlerContext context, Bytes message) {
    ByteBuf frame = context.alloc().buffer(FrameReader.LENGTH_BYTES + message.size());
    frame.writeShort(message.size()).writeBytes(message.toArray());
    context.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      readMessages(context, bytes);
    } catch (ConnectionFailed refused) {
      fail(context, refused);
    } catch (InputRefused refused) {
      fail(context, refused(refused.getMessage(), refused));
    } finally {
      bytes.release();
    }
  }

  private void readMessages(ChannelHandlerContext context, ByteBuf bytes) {
    while (!hasEnded) {
      Optional<ByteBuf> message = frames.orElseThrow().next(bytes, introductions.maxMessageBytes());
      if (message.isEmpty()) {
        return;
      }
      introductions.answer(take(message.get())).ifPresent(answer -> send(context, answer));
      introductions.peer().ifPresent(peer -> finish(context, peer, bytes));
    }
  }

  private static Bytes take(ByteBuf message) {
    try {
      return Bytes.of(ByteBufUtil.getBytes(message));
    } finally {
      message.release();
    }
  }

  private void finish(ChannelHandlerContext context, AuthenticatedPeer peer, ByteBuf rest) {
    hasEnded = true;
    TransportCodec codec =
        new TransportCodec(aeads, introductions.sending(), introductions.receiving());
    context.pipeline().replace(this, null, codec);
    result.complete(peer);
    if (rest.isReadable() && context.channel().isActive()) {
      codec.channelRead(context.pipeline().context(codec), rest.retain());
    }
  }

  /** As long as the handshake needs more, which the channel may wait to be asked for. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!hasEnded && !context.channel().config().isAutoRead()) {
      context.read();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    failClosed(context);
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    failClosed(context);
    frames.ifPresent(FrameReader::close);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, refused("a handshake that broke: " + cause, cause));
  }

  private void failClosed(ChannelHandlerContext context) {
    fail(context, refused("a connection that ended before its handshake did", null));
  }

  private static ConnectionFailed refused(String detail, Throwable cause) {
    return new ConnectionFailed(Reason.HANDSHAKE_REFUSED, detail, cause);
  }

  private void fail(ChannelHandlerContext context, ConnectionFailed failure) {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    frames.ifPresent(FrameReader::close);
    context.close();
    result.completeExceptionally(failure);
  }
}
