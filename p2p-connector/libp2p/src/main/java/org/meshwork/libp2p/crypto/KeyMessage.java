package org.meshwork.libp2p.crypto;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** The messages PublicKey and PrivateKey, which have the same fields. */
record KeyMessage(KeyType type, Bytes data) {
  private static final int TYPE = 1;
  private static final int DATA = 2;

  static KeyMessage decode(Bytes message, int maxBytes) {
    if (message.size() > maxBytes) {
      throw new InputRefused(Reason.TOO_LARGE, "a key of more than " + maxBytes + " bytes");
    }
    ProtobufReader reader = new ProtobufReader(message);
    requireField(reader, TYPE);
    KeyType type = KeyType.of(reader.varint());
    requireField(reader, DATA);
    KeyMessage key = new KeyMessage(type, reader.bytes());
    // Minimal integers, and no field but these two: "Keys", rules 1 and 4.
    if (!key.encode().equals(message)) {
      throw new InputRefused(Reason.NOT_CANONICAL, "a key in another than its one encoding");
    }
    return key;
  }

  private static void requireField(ProtobufReader reader, int field) {
    if (!reader.next()) {
      throw new InputRefused(Reason.TRUNCATED, "a key without its field " + field);
    }
    if (reader.field() != field) {
      throw new InputRefused(
          Reason.NOT_CANONICAL, "a key with field " + reader.field() + " where " + field + " is");
    }
  }

  Bytes encode() {
    return new ProtobufWriter().varint(TYPE, type.code()).bytes(DATA, data).toBytes();
  }

  /** Shows no data, which may be secret. */
  @Override
  public String toString() {
    return "KeyMessage[" + type + "]";
  }
}
