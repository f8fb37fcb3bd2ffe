package org.meshwork.libp2p.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractCoalescingBufferQueue;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.security.aead.Aead;
import org.meshwork.libp2p.security.aead.AeadSource;

/**
 * What was written and is not sealed yet. Counts towards the channel's water marks. For one thread.
 *
 * <p>A message's text is sealed from where it lies if that is one buffer of the kind that costs
 * least; otherwise it is gathered in one first, so that each byte is copied once at most.
 */
final class WaitingText extends AbstractCoalescingBufferQueue {
  private static final int MAX_TEXT_BYTES = FrameReader.MAX_MESSAGE_BYTES - Aead.TAG_BYTES;
  private static final int INITIAL_WRITES = 16;

  private final AeadSource aeads;
  private final CipherState sending;

  WaitingText(Channel channel, AeadSource aeads, CipherState sending) {
    super(channel, INITIAL_WRITES);
    this.aeads = aeads;
    this.sending = sending;
  }

  /**
   * Seals as much as a message can hold, with its length before it.
   *
   * @param promise completes those of the writes whose last byte is in the frame; failed if this
   *     fails
   * @return the caller's to release
   * @throws ConnectionFailed if no more can be sealed
   */
  ByteBuf nextFrame(ByteBufAllocator allocator, ChannelPromise promise) {
    ByteBuf text = remove(allocator, MAX_TEXT_BYTES, promise);
    try {
      return text.isReadable() ? seal(allocator, text) : Unpooled.EMPTY_BUFFER;
    } catch (ConnectionFailed failure) {
      promise.tryFailure(failure);
      throw failure;
    } finally {
      text.release();
    }
  }

  private ByteBuf seal(ByteBufAllocator allocator, ByteBuf text) {
    int sealedBytes = text.readableBytes() + Aead.TAG_BYTES;
    ByteBuf frame = aeads.buffer(allocator, FrameReader.LENGTH_BYTES + sealedBytes);
    boolean isSealed = false;
    try {
      sending.encrypt(text, frame.writeShort(sealedBytes));
      isSealed = true;
      return frame;
    } finally {
      if (!isSealed) {
        frame.release();
      }
    }
  }

  @Override
  protected ByteBuf composeFirst(ByteBufAllocator allocator, ByteBuf first, int length) {
    if (first.readableBytes() == length && aeads.suits(first)) {
      return first;
    }
    return compose(allocator, aeads.buffer(allocator, length), first);
  }

  @Override
  protected ByteBuf compose(ByteBufAllocator allocator, ByteBuf cumulation, ByteBuf next) {
    // An empty write may follow a text that is sealed from where it lies, and isn't ours to write
    // to.
    if (next.isReadable()) {
      // By the source, which may be composite and then copies piece by piece.
      next.readBytes(cumulation, next.readableBytes());
    }
    next.release();
    return cumulation;
  }

  @Override
  protected ByteBuf removeEmptyValue() {
    return Unpooled.EMPTY_BUFFER;
  }
}
