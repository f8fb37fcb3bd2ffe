package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Unsigned variable-length integers of at most 63 bits (multiformats/unsigned-varint): seven bits a
 * byte, lowest first, in as few bytes as possible.
 */
public final class Varint {
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /**
   * @throws IllegalArgumentException if the value is negative
   */
  public static Bytes encode(long value) {
    return new ByteWriter().varint(value).toBytes();
  }

  /**
   * @throws InputRefused unless the bytes are one varint and nothing else
   */
  public static long decode(Bytes bytes) {
    ByteReader reader = new ByteReader(bytes);
    long value = reader.varint();
    reader.requireEnd("varint");
    return value;
  }

  static long read(ByteReader reader) {
    long value = 0;
    for (int index = 0; index < MAX_BYTES; index++) {
      int next = reader.octet();
      value |= (long) (next & 0x7f) << (7 * index);
      if (next < 0x80) {
        return requireMinimal(value, next, index);
      }
    }
    throw new InputRefused(Reason.TOO_LARGE, "a varint has more than " + MAX_BYTES + " bytes");
  }

  private static long requireMinimal(long value, int last, int index) {
    if (last == 0 && index > 0) {
      throw new InputRefused(Reason.NOT_CANONICAL, "a varint ends in a zero byte");
    }
    return value;
  }
}
