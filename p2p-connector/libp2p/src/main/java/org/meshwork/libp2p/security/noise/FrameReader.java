package org.meshwork.libp2p.security.noise;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.security.aead.AeadSource;

/**
 * Cuts what comes into messages (libp2p/specs noise, "Wire Format"). A message that comes in one
 * piece isn't copied, one that doesn't is copied once. For one thread. Keeps one message at most.
 */
final class FrameReader implements AutoCloseable {
  /** Of the length that precedes a message, high byte first. */
  static final int LENGTH_BYTES = 2;

  static final int MAX_MESSAGE_BYTES = 65_535;

  private final AeadSource aeads;
  private final ByteBufAllocator allocator;
  private int lengthBytes;
  private int length;
  private Optional<ByteBuf> begun = Optional.empty();

  FrameReader(AeadSource aeads, ByteBufAllocator allocator) {
    this.aeads = aeads;
    this.allocator = allocator;
  }

  /**
   * Reads up to the end of the next message.
   *
   * @return the message, the caller's to release; empty if more has to come first
   * @throws InputRefused if it is longer than {@code maxBytes}
   */
  Optional<ByteBuf> next(ByteBuf in, int maxBytes) {
    while (lengthBytes < LENGTH_BYTES) {
      if (!in.isReadable()) {
        return Optional.empty();
      }
      length = length << Byte.SIZE | in.readUnsignedByte();
      lengthBytes++;
    }
    if (length > maxBytes) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a message of " + length + " bytes where " + maxBytes + " may be");
    }
    Optional<ByteBuf> message = begun.isEmpty() ? whole(in) : rest(in, begun.get());
    if (message.isPresent()) {
      begun = Optional.empty();
      lengthBytes = 0;
      length = 0;
    }
    return message;
  }

  private Optional<ByteBuf> whole(ByteBuf in) {
    if (in.readableBytes() >= length) {
      return Optional.of(in.readRetainedSlice(length));
    }
    if (in.isReadable()) {
      begun = Optional.of(aeads.buffer(allocator, length).writeBytes(in));
    }
    return Optional.empty();
  }

  private Optional<ByteBuf> rest(ByteBuf in, ByteBuf message) {
    message.writeBytes(in, Math.min(in.readableBytes(), message.writableBytes()));
    return message.isWritable() ? Optional.empty() : Optional.of(message);
  }

  /** Drops what is kept. Nothing may be read afterwards. */
  @Override
  public void close() {
    begun.ifPresent(ByteBuf::release);
    begun = Optional.empty();
  }
}
