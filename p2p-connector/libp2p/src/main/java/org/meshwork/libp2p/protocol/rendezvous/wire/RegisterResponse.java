package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * What came of a registration: the message {@code RegisterResponse}.
 *
 * @param text for people; empty if there is none
 * @param timeToLive for which the registration holds
 */
public record RegisterResponse(ResponseStatus status, String text, Optional<Duration> timeToLive)
    implements RendezvousMessage {
  private static final int STATUS = 1;
  private static final int STATUS_TEXT = 2;
  private static final int TIME_TO_LIVE = 3;

  public RegisterResponse {
    Objects.requireNonNull(status);
    text = Fields.cut(text);
    Objects.requireNonNull(timeToLive);
  }

  public static RegisterResponse ok(Duration timeToLive) {
    return new RegisterResponse(ResponseStatus.OK, "", Optional.of(timeToLive));
  }

  public static RegisterResponse refusal(ResponseStatus status, String text) {
    return new RegisterResponse(status, text, Optional.empty());
  }

  static RegisterResponse read(Bytes message) {
    ResponseStatus status = ResponseStatus.OK;
    String text = "";
    Optional<Duration> timeToLive = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case STATUS -> status = ResponseStatus.of(reader.varint());
        case STATUS_TEXT -> text = Fields.text(reader.bytes());
        case TIME_TO_LIVE -> timeToLive = Optional.of(Seconds.read(reader.varint()));
        default -> reader.skip();
      }
    }
    return new RegisterResponse(status, text, timeToLive);
  }

  @Override
  public Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().varint(STATUS, status.code());
    if (!text.isEmpty()) {
      writer.bytes(STATUS_TEXT, Bytes.utf8(text));
    }
    timeToLive.ifPresent(time -> writer.varint(TIME_TO_LIVE, Seconds.write(time)));
    return Fields.message(MessageType.REGISTER_RESPONSE, writer.toBytes());
  }
}
