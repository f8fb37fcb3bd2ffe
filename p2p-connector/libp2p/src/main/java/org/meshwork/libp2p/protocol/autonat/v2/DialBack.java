package org.meshwork.libp2p.protocol.autonat.v2;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** What is said on the connection that was dialled, and its answer, which says only {@code OK}. */
record DialBack(long nonce) {
  static final int MAX_BYTES = 1_024;
  static final Bytes RESPONSE = new ProtobufWriter().varint(1, 0).toBytes();

  private static final int NONCE = 1;
  private static final int STATUS = 1;
  private static final long OK = 0;

  /**
   * @throws InputRefused if this is none
   */
  static DialBack decode(Bytes message) {
    long nonce = 0;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == NONCE) {
        nonce = reader.fixed64();
      } else {
        reader.skip();
      }
    }
    return new DialBack(nonce);
  }

  Bytes encode() {
    return new ProtobufWriter().fixed64(NONCE, nonce).toBytes();
  }

  /**
   * @throws InputRefused unless the answer is {@code OK}, which may be left out
   */
  static void requireOk(Bytes response) {
    ProtobufReader reader = new ProtobufReader(response);
    while (reader.next()) {
      if (reader.field() != STATUS) {
        reader.skip();
      } else if (reader.varint() != OK) {
        throw new InputRefused(Reason.UNKNOWN_CODE, "the nonce was not taken");
      }
    }
  }
}
