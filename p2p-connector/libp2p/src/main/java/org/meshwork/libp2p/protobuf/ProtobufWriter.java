package org.meshwork.libp2p.protobuf;

import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;

/** Writes a message field by field, in the order of the calls. For one thread. */
public final class ProtobufWriter {
  private static final long CONTINUED = 0x80;

  private final ByteWriter out = new ByteWriter();

  /**
   * @param value unsigned, all 64 bits
   */
  public ProtobufWriter varint(int field, long value) {
    out.varint((long) field << 3 | ProtobufReader.VARINT);
    long left = value;
    for (; Long.compareUnsigned(left, CONTINUED) >= 0; left >>>= 7) {
      out.octet((int) ((left & 0x7f) | CONTINUED));
    }
    out.octet((int) left);
    return this;
  }

  /**
   * @param value all 64 bits, in eight bytes
   */
  public ProtobufWriter fixed64(int field, long value) {
    out.varint((long) field << 3 | ProtobufReader.FIXED64);
    for (int index = 0; index < Long.BYTES; index++) {
      out.octet((int) (value >>> Byte.SIZE * index) & 0xff);
    }
    return this;
  }

  public ProtobufWriter bytes(int field, Bytes value) {
    out.varint((long) field << 3 | ProtobufReader.LENGTH_DELIMITED).prefixed(value);
    return this;
  }

  /** Whole fields, already written. */
  public ProtobufWriter raw(Bytes fields) {
    out.bytes(fields);
    return this;
  }

  public Bytes toBytes() {
    return out.toBytes();
  }
}
