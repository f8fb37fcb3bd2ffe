package org.meshwork.libp2p.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.aead.AeadSource;

/**
 * Plain bytes above, sealed messages below. What is written is sealed when it is flushed, in as few
 * messages as it takes. A message that can't be opened ends the channel: the handlers above hear
 * {@link ConnectionFailed}, {@code PROTOCOL_VIOLATED}, and nothing that came after it.
 */
final class TransportCodec extends ChannelDuplexHandler {
  private final AeadSource aeads;
  private final CipherState sending;
  private final CipherState receiving;
  private Optional<FrameReader> frames = Optional.empty();
  private Optional<WaitingText> waiting = Optional.empty();
  private boolean hasEnded;
  private boolean hasPassedOn;

  TransportCodec(AeadSource aeads, CipherState sending, CipherState receiving) {
    this.aeads = aeads;
    this.sending = sending;
    this.receiving = receiving;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    frames = Optional.of(new FrameReader(aeads, context.alloc()));
    waiting = Optional.of(new WaitingText(context.channel(), aeads, sending));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      openAll(context, bytes);
    } catch (InputRefused refused) {
      fail(context, new ConnectionFailed(Reason.PROTOCOL_VIOLATED, refused.getMessage(), refused));
    } catch (ConnectionFailed failure) {
      fail(context, failure);
    } finally {
      bytes.release();
    }
  }

  private void openAll(ChannelHandlerContext context, ByteBuf bytes) {
    while (!hasEnded) {
      Optional<ByteBuf> message = frames.orElseThrow().next(bytes, FrameReader.MAX_MESSAGE_BYTES);
      if (message.isEmpty()) {
        return;
      }
      ByteBuf text = open(context, message.get());
      if (text.isReadable()) {
        hasPassedOn = true;
        context.fireChannelRead(text);
      } else {
        text.release();
      }
    }
  }

  private ByteBuf open(ChannelHandlerContext context, ByteBuf message) {
    ByteBuf text = aeads.buffer(context.alloc(), message.readableBytes());
    boolean isOpen = false;
    try {
      receiving.decrypt(message, text);
      isOpen = true;
      return text;
    } finally {
      message.release();
      if (!isOpen) {
        text.release();
      }
    }
  }

  /** Asks for more if what came was no whole message, where the channel waits to be asked. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!hasPassedOn && !hasEnded && !context.channel().config().isAutoRead()) {
      context.read();
    }
    hasPassedOn = false;
    context.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (hasEnded) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(closed());
      return;
    }
    waiting.orElseThrow().add((ByteBuf) message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    try {
      sealAll(context);
    } catch (ConnectionFailed failure) {
      fail(context, failure);
    }
    context.flush();
  }

  private void sealAll(ChannelHandlerContext context) {
    WaitingText texts = waiting.orElseThrow();
    while (!texts.isEmpty()) {
      ChannelPromise promise = context.newPromise();
      context.write(texts.nextFrame(context.alloc(), promise), promise);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, closed());
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end(context, closed());
  }

  private static ConnectionFailed closed() {
    return new ConnectionFailed(Reason.CLOSED, "a connection that has ended");
  }

  private void fail(ChannelHandlerContext context, ConnectionFailed failure) {
    if (!hasEnded) {
      end(context, failure);
      context.fireExceptionCaught(failure);
      context.close();
    }
  }

  private void end(ChannelHandlerContext context, ConnectionFailed failure) {
    hasEnded = true;
    frames.ifPresent(FrameReader::close);
    waiting.ifPresent(texts -> texts.releaseAndFailAll(context, failure));
  }
}
