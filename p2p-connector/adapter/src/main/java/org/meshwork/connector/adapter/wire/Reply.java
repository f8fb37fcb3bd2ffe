package org.meshwork.connector.adapter.wire;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * What a listener's node answers a request.
 *
 * @param payload the listener's, if the status is {@code OK}
 * @param text for people, if it is another
 */
public record Reply(ReplyStatus status, Bytes payload, String text) {
  public static final int MAX_TEXT_CHARACTERS = 512;

  /** What is around a payload, at most. */
  public static final int MAX_OVERHEAD_BYTES = 2_100;

  private static final int STATUS = 1;
  private static final int PAYLOAD = 2;
  private static final int TEXT = 3;

  public Reply {
    Objects.requireNonNull(status);
    Objects.requireNonNull(payload);
    text = text.length() > MAX_TEXT_CHARACTERS ? text.substring(0, MAX_TEXT_CHARACTERS) : text;
  }

  public static Reply ok(Bytes payload) {
    return new Reply(ReplyStatus.OK, payload, "");
  }

  public static Reply failed(ReplyStatus status, String text) {
    return new Reply(status, Bytes.EMPTY, text);
  }

  public Bytes encode() {
    return new ProtobufWriter()
        .varint(STATUS, status.number())
        .bytes(PAYLOAD, payload)
        .bytes(TEXT, Bytes.utf8(text))
        .toBytes();
  }

  /**
   * @throws InputRefused if it is none
   */
  public static Reply decode(Bytes message) {
    ProtobufReader reader = new ProtobufReader(message);
    ReplyStatus status = ReplyStatus.UNKNOWN;
    Bytes payload = Bytes.EMPTY;
    String text = "";
    while (reader.next()) {
      switch (reader.field()) {
        case STATUS -> status = ReplyStatus.of(reader.varint());
        case PAYLOAD -> payload = reader.bytes();
        case TEXT -> text = new String(reader.bytes().toArray(), StandardCharsets.UTF_8);
        default -> reader.skip();
      }
    }
    return new Reply(status, payload, text);
  }
}
