package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A wish to be found, and a registration in an answer: the message {@code Register}.
 *
 * @param namespace as it was sent; empty if it was left out
 * @param record an envelope that nobody has checked
 * @param timeToLive empty for the default
 */
public record Register(String namespace, Optional<Bytes> record, Optional<Duration> timeToLive)
    implements RendezvousMessage {
  private static final int NAMESPACE = 1;
  private static final int RECORD = 2;
  private static final int TIME_TO_LIVE = 3;

  public Register {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(record);
    Objects.requireNonNull(timeToLive);
  }

  static Register read(Bytes message) {
    String namespace = "";
    Optional<Bytes> record = Optional.empty();
    Optional<Duration> timeToLive = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case NAMESPACE -> namespace = Fields.text(reader.bytes());
        case RECORD -> record = Optional.of(reader.bytes());
        case TIME_TO_LIVE -> timeToLive = Optional.of(Seconds.read(reader.varint()));
        default -> reader.skip();
      }
    }
    return new Register(namespace, record, timeToLive);
  }

  /** Without the message around it. */
  Bytes write() {
    ProtobufWriter writer = new ProtobufWriter().bytes(NAMESPACE, Bytes.utf8(namespace));
    record.ifPresent(envelope -> writer.bytes(RECORD, envelope));
    timeToLive.ifPresent(time -> writer.varint(TIME_TO_LIVE, Seconds.write(time)));
    return writer.toBytes();
  }

  @Override
  public Bytes encode() {
    return Fields.message(MessageType.REGISTER, write());
  }
}
