package org.meshwork.libp2p.multiformats;

import java.io.ByteArrayOutputStream;

/** Builds bytes from the first to the last. For one thread. */
public final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ByteWriter octet(int value) {
    out.write(value);
    return this;
  }

  /**
   * @throws IllegalArgumentException if the value is negative
   */
  public ByteWriter varint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a varint has no sign: " + value);
    }
    long left = value;
    for (; left >= 0x80; left >>>= 7) {
      out.write((int) (left & 0x7f) | 0x80);
    }
    return octet((int) left);
  }

  public ByteWriter bytes(Bytes bytes) {
    out.writeBytes(bytes.shared());
    return this;
  }

  /** The length as a varint, and the bytes. */
  public ByteWriter prefixed(Bytes bytes) {
    return varint(bytes.size()).bytes(bytes);
  }

  public Bytes toBytes() {
    return Bytes.owned(out.toByteArray());
  }
}
