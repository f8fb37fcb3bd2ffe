package org.meshwork.libp2p.protocol.kad.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A value under its key: the message {@code Record}.
 *
 * @param received when the sender says that it got it; empty too if that can't be read
 */
public record KadRecord(Bytes key, Bytes value, Optional<Instant> received) {
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int TIME_RECEIVED = 5;
  private static final int MAX_TIME_BYTES = 64;

  /**
   * @throws InputRefused if key or value are above their bounds
   */
  public KadRecord {
    KadMessage.requireKeySize(key);
    if (value.size() > MAX_VALUE_BYTES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a value of more than " + MAX_VALUE_BYTES + " bytes");
    }
    Objects.requireNonNull(received);
  }

  /** One that is sent to be stored: the time is the receiver's. */
  public KadRecord(Bytes key, Bytes value) {
    this(key, value, Optional.empty());
  }

  static KadRecord decode(Bytes message) {
    Bytes key = Bytes.EMPTY;
    Bytes value = Bytes.EMPTY;
    Optional<Instant> received = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case KEY -> key = reader.bytes();
        case VALUE -> value = reader.bytes();
        case TIME_RECEIVED -> received = time(reader.bytes());
        default -> reader.skip();
      }
    }
    return new KadRecord(key, value, received);
  }

  private static Optional<Instant> time(Bytes text) {
    if (text.size() > MAX_TIME_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(new String(text.toArray(), StandardCharsets.UTF_8)));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().bytes(KEY, key).bytes(VALUE, value);
    received.ifPresent(time -> writer.bytes(TIME_RECEIVED, Bytes.utf8(time.toString())));
    return writer.toBytes();
  }
}
