package org.meshwork.libp2p.protocol.autonat.v1;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** The message that every other is in: what type it is of, and it (autonat-v1, "RPC messages"). */
final class Envelope {
  static final int MAX_BYTES = 8 * 1024;

  static final int DIAL = 0;
  static final int DIAL_RESPONSE = 1;

  private static final int TYPE = 1;
  private static final int CONTENT_OF_TYPE_0 = 2;

  private Envelope() {}

  static Bytes seal(int type, Bytes content) {
    return new ProtobufWriter()
        .varint(TYPE, type)
        .bytes(CONTENT_OF_TYPE_0 + type, content)
        .toBytes();
  }

  /**
   * @throws InputRefused unless the message is one of the type, within the bound
   */
  static Bytes open(int expected, Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    // Without a type, it is the first one, as proto2 says of enums.
    long type = DIAL;
    Optional<Bytes> content = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == TYPE) {
        type = reader.varint();
      } else if (reader.field() == CONTENT_OF_TYPE_0 + expected) {
        content = Optional.of(reader.bytes());
      } else {
        reader.skip();
      }
    }
    if (type != expected) {
      throw new InputRefused(
          Reason.MALFORMED,
          "a message of type " + Long.toUnsignedString(type) + ", not " + expected);
    }
    return content.orElseThrow(
        () ->
            new InputRefused(
                Reason.MALFORMED, "a message of type " + expected + " with nothing in it"));
  }
}
