package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** A part of the data that pays for a dial. */
record DialDataResponse(Bytes data) implements Message {
  static final int FIELD = 4;
  static final int MAX_DATA_BYTES = 4_096;

  private static final int DATA = 1;

  DialDataResponse {
    Objects.requireNonNull(data);
  }

  static DialDataResponse read(Bytes content) {
    Bytes data = Bytes.EMPTY;
    ProtobufReader reader = new ProtobufReader(content);
    while (reader.next()) {
      if (reader.field() == DATA) {
        data = reader.bytes();
      } else {
        reader.skip();
      }
    }
    if (data.size() > MAX_DATA_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "data of more than " + MAX_DATA_BYTES + " bytes");
    }
    return new DialDataResponse(data);
  }

  @Override
  public int field() {
    return FIELD;
  }

  @Override
  public Bytes content() {
    return new ProtobufWriter().bytes(DATA, data).toBytes();
  }
}
