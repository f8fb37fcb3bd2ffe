package org.meshwork.libp2p.transport.quic;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.codec.quic.QuicStreamChannel;

/**
 * Hands messages of one stream to quiche, and knows which of them may not have been sent. For the
 * event loop.
 */
final class Handover {
  private final QuicStreamChannel channel;
  private boolean hasBegun;

  /** Messages that wait in Netty for room. */
  private int waiting;

  /** Within a call of Netty's that sends at once what quiche takes. */
  private boolean isSending;

  /** While quiche has just got what waited for room: Netty sends after all such. */
  private boolean isUnsent;

  Handover(QuicStreamChannel channel) {
    this.channel = channel;
  }

  /**
   * @param whenTaken called when quiche has all of it
   */
  void send(Object message, ChannelFutureListener whenTaken) {
    hasBegun = true;
    waiting++;
    isSending = true;
    channel.write(message, new Taking()).addListener(whenTaken);
    isSending = false;
  }

  /** Whether anything was handed over. */
  boolean hasBegun() {
    return hasBegun;
  }

  /** Whether quiche would probably take something now. */
  boolean hasRoom() {
    return waiting == 0 && channel.isWritable();
  }

  /** Whether what is handed over now is sent with the last bytes, as those were not sent yet. */
  boolean goesWithBytes() {
    return isUnsent || waiting > 0;
  }

  /** Its listeners may hear of it later. */
  private final class Taking extends DefaultChannelPromise {
    Taking() {
      super(channel);
    }

    @Override
    public ChannelPromise setSuccess(Void nothing) {
      waiting--;
      isUnsent = !isSending;
      super.setSuccess(nothing);
      isUnsent = false;
      return this;
    }
  }
}
