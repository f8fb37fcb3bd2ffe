package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Says what came of a request.
 *
 * @param index of the address that was dialled; means something only if the status is {@code OK}
 */
record DialResponse(ResponseStatus status, int index, DialStatus dial) implements Message {
  static final int FIELD = 2;

  private static final int STATUS = 1;
  private static final int INDEX = 2;
  private static final int DIAL = 3;

  DialResponse {
    Objects.requireNonNull(status);
    Objects.requireNonNull(dial);
  }

  /** Nothing was dialled. */
  static DialResponse refusal(ResponseStatus status) {
    return new DialResponse(status, 0, DialStatus.UNUSED);
  }

  static DialResponse read(Bytes content) {
    ResponseStatus status = ResponseStatus.INTERNAL_ERROR;
    int index = 0;
    DialStatus dial = DialStatus.UNUSED;
    ProtobufReader reader = new ProtobufReader(content);
    while (reader.next()) {
      switch (reader.field()) {
        case STATUS -> status = Status.of(reader.varint(), ResponseStatus.values());
        case INDEX -> index = Message.index(reader.varint());
        case DIAL -> dial = Status.of(reader.varint(), DialStatus.values());
        default -> reader.skip();
      }
    }
    return new DialResponse(status, index, dial);
  }

  @Override
  public int field() {
    return FIELD;
  }

  @Override
  public Bytes content() {
    return new ProtobufWriter()
        .varint(STATUS, status.code())
        .varint(INDEX, index)
        .varint(DIAL, dial.code())
        .toBytes();
  }
}
