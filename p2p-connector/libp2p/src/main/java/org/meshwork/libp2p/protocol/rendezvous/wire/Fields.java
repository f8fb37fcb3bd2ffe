package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** What all messages have in common. */
final class Fields {
  static final int TYPE = 1;
  private static final int MAX_TEXT_CHARACTERS = 256;

  private Fields() {}

  static Bytes message(MessageType type, Bytes content) {
    return new ProtobufWriter().varint(TYPE, type.code()).bytes(type.field(), content).toBytes();
  }

  static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  /** A text of a status. */
  static String cut(String text) {
    return text.length() > MAX_TEXT_CHARACTERS ? text.substring(0, MAX_TEXT_CHARACTERS) : text;
  }
}
