package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.HashMap;
import java.util.Map;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;

/** A request or an answer: the message {@code Message}. */
public sealed interface RendezvousMessage
    permits Register, RegisterResponse, Unregister, Discover, DiscoverResponse {
  /** Of an encoded message. */
  int MAX_BYTES = 1 << 20;

  /**
   * @throws InputRefused if the bytes are no message, or above the bounds
   */
  static RendezvousMessage decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    MessageType type = MessageType.REGISTER;
    Map<Integer, Bytes> parts = new HashMap<>();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == Fields.TYPE) {
        type = MessageType.of(reader.varint());
      } else if (reader.field() <= MessageType.DISCOVER_RESPONSE.field()) {
        parts.put(reader.field(), reader.bytes());
      } else {
        reader.skip();
      }
    }
    Bytes part = parts.get(type.field());
    if (part == null) {
      throw new InputRefused(Reason.TRUNCATED, "a message " + type + " without content");
    }
    return type.read(part);
  }

  Bytes encode();
}
