package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** What is said on the stream of a request: one of four (autonat-v2, "RPC Messages"). */
sealed interface Message permits DialRequest, DialResponse, DialDataRequest, DialDataResponse {
  int MAX_BYTES = 8 * 1024;

  /** Its number among the four. */
  int field();

  Bytes content();

  default Bytes encode() {
    return new ProtobufWriter().bytes(field(), content()).toBytes();
  }

  /**
   * @throws InputRefused if this is none of the four, or above a bound
   */
  static Message decode(Bytes bytes) {
    if (bytes.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    Optional<Message> found = Optional.empty();
    ProtobufReader reader = new ProtobufReader(bytes);
    while (reader.next()) {
      switch (reader.field()) {
        case DialRequest.FIELD -> found = Optional.of(DialRequest.read(reader.bytes()));
        case DialResponse.FIELD -> found = Optional.of(DialResponse.read(reader.bytes()));
        case DialDataRequest.FIELD -> found = Optional.of(DialDataRequest.read(reader.bytes()));
        case DialDataResponse.FIELD -> found = Optional.of(DialDataResponse.read(reader.bytes()));
        default -> reader.skip();
      }
    }
    return found.orElseThrow(
        () -> new InputRefused(Reason.UNKNOWN_CODE, "a message of a kind that is not known"));
  }

  /**
   * @throws InputRefused if the index of an address is above what any list has
   */
  static int index(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new InputRefused(
          Reason.TOO_LARGE, "an address of number " + Long.toUnsignedString(value));
    }
    return (int) value;
  }
}
