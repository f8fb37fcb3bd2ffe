package org.meshwork.libp2p.protocol.autonat.v2;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Asks for data as the price of a dial (autonat-v2, "Amplification Attack Prevention").
 *
 * @param index of the address that is to be dialled
 * @param bytes at least 0
 */
record DialDataRequest(int index, long bytes) implements Message {
  static final int FIELD = 3;

  private static final int INDEX = 1;
  private static final int BYTES = 2;

  static DialDataRequest read(Bytes content) {
    int index = 0;
    long bytes = 0;
    ProtobufReader reader = new ProtobufReader(content);
    while (reader.next()) {
      switch (reader.field()) {
        case INDEX -> index = Message.index(reader.varint());
        case BYTES -> bytes = reader.varint();
        default -> reader.skip();
      }
    }
    if (bytes < 0) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a price of " + Long.toUnsignedString(bytes) + " bytes");
    }
    return new DialDataRequest(index, bytes);
  }

  @Override
  public int field() {
    return FIELD;
  }

  @Override
  public Bytes content() {
    return new ProtobufWriter().varint(INDEX, index).varint(BYTES, bytes).toBytes();
  }
}
