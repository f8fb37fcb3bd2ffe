package org.meshwork.libp2p.protocol.relay;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * What a relay lets a circuit take.
 *
 * @param duration in whole seconds, at most 2^32 - 1; zero for no limit
 * @param bytes each way; zero for no limit
 */
public record CircuitLimit(Duration duration, long bytes) {
  /** The circuit may take what it wants. */
  public static final CircuitLimit NONE = new CircuitLimit(Duration.ZERO, 0);

  private static final long MAX_SECONDS = 0xffff_ffffL;
  private static final int DURATION = 1;
  private static final int DATA = 2;

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public CircuitLimit {
    Objects.requireNonNull(duration);
    if (duration.isNegative() || duration.toSeconds() > MAX_SECONDS || duration.getNano() != 0) {
      throw new IllegalArgumentException("duration is " + duration + ", not whole seconds");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes is " + bytes + ", which is less than 0");
    }
  }

  /** Whether there is any limit. */
  public boolean isLimited() {
    return !equals(NONE);
  }

  static CircuitLimit decode(Bytes message) {
    long seconds = 0;
    long bytes = 0;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case DURATION -> seconds = reader.varint();
        case DATA -> bytes = reader.varint();
        default -> reader.skip();
      }
    }
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw new InputRefused(Reason.TOO_LARGE, "a duration of more than 32 bits");
    }
    // More than 2^63 bytes are as good as any number.
    return new CircuitLimit(Duration.ofSeconds(seconds), bytes < 0 ? Long.MAX_VALUE : bytes);
  }

  Bytes encode() {
    return new ProtobufWriter()
        .varint(DURATION, duration.toSeconds())
        .varint(DATA, bytes)
        .toBytes();
  }
}
