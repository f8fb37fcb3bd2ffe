package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * What every frame begins with (yamux, "Framing").
 *
 * @param flags any of {@link #SYN}, {@link #ACK}, {@link #FIN} and {@link #RST} that go together
 * @param stream 0 for the session; unsigned, of 32 bits
 * @param length unsigned, of 32 bits: how many bytes of data follow, by how much the window grows,
 *     what a ping carries, or why the session ends
 */
record FrameHeader(FrameType type, int flags, long stream, long length) {
  static final int BYTES = 12;

  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;

  private static final int KNOWN_FLAGS = SYN | ACK | FIN | RST;
  private static final int VERSION = 0;

  /**
   * @throws InputRefused if stream and flags don't go with the type
   */
  FrameHeader {
    boolean fits =
        switch (type) {
          case DATA, WINDOW_UPDATE -> stream != 0 && (flags & (SYN | ACK)) != (SYN | ACK);
          case PING -> stream == 0 && (flags == SYN || flags == ACK);
          case GO_AWAY -> stream == 0 && flags == 0;
        };
    if (!fits) {
      throw new InputRefused(
          Reason.MALFORMED, type + " with flags " + flags + " on stream " + stream);
    }
  }

  /**
   * @param in of at least {@link #BYTES}, which are read
   * @throws InputRefused if they are no header
   */
  static FrameHeader decode(ByteBuf in) {
    int version = in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedShort();
    long stream = in.readUnsignedInt();
    long length = in.readUnsignedInt();
    if (version != VERSION) {
      throw new InputRefused(Reason.UNSUPPORTED, "a frame of version " + version);
    }
    if (!FrameType.isKnown(type) || (flags & ~KNOWN_FLAGS) != 0) {
      throw new InputRefused(
          Reason.UNKNOWN_CODE, "a frame of type " + type + " with flags " + flags);
    }
    return new FrameHeader(FrameType.of(type), flags, stream, length);
  }

  void encode(ByteBuf out) {
    out.writeByte(VERSION).writeByte(type.code()).writeShort(flags);
    out.writeInt((int) stream).writeInt((int) length);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
