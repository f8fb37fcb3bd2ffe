package org.meshwork.libp2p.protocol.relay;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * What a relay and the target of a circuit say to each other (circuit-v2, "Stop Protocol").
 *
 * @param peer who wants to connect, as the relay says
 * @param limit none if the relay applies none
 */
record StopMessage(
    Type type, Optional<PeerId> peer, Optional<CircuitLimit> limit, Optional<RelayStatus> status) {
  enum Type {
    CONNECT,
    STATUS
  }

  static final int MAX_BYTES = HopMessage.MAX_BYTES;

  private static final int TYPE = 1;
  private static final int PEER = 2;
  private static final int LIMIT = 3;
  private static final int STATUS = 4;

  StopMessage {
    Objects.requireNonNull(type);
    Objects.requireNonNull(peer);
    Objects.requireNonNull(limit);
    Objects.requireNonNull(status);
  }

  static StopMessage connect(PeerId from, CircuitLimit limit) {
    return new StopMessage(
        Type.CONNECT,
        Optional.of(from),
        Optional.of(limit).filter(CircuitLimit::isLimited),
        Optional.empty());
  }

  static StopMessage status(RelayStatus status) {
    return new StopMessage(Type.STATUS, Optional.empty(), Optional.empty(), Optional.of(status));
  }

  /**
   * @throws InputRefused if it is no such message, or larger than {@link #MAX_BYTES}
   */
  static StopMessage decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    Optional<Type> type = Optional.empty();
    Optional<Bytes> peer = Optional.empty();
    Optional<Bytes> limit = Optional.empty();
    Optional<RelayStatus> status = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case TYPE -> type = Optional.of(type(reader.varint()));
        case PEER -> peer = Optional.of(reader.bytes());
        case LIMIT -> limit = Optional.of(reader.bytes());
        case STATUS -> status = Optional.of(RelayStatus.of(reader.varint()));
        default -> reader.skip();
      }
    }
    return new StopMessage(
        type.orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a message without a type")),
        peer.map(PeerField::decode),
        limit.map(CircuitLimit::decode),
        status);
  }

  private static Type type(long number) {
    if (number < 0 || number >= Type.values().length) {
      throw new InputRefused(Reason.UNKNOWN_CODE, "a message of unknown type");
    }
    return Type.values()[(int) number];
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().varint(TYPE, type.ordinal());
    peer.ifPresent(id -> writer.bytes(PEER, PeerField.encode(id)));
    limit.ifPresent(value -> writer.bytes(LIMIT, value.encode()));
    status.ifPresent(value -> writer.varint(STATUS, value.code()));
    return writer.toBytes();
  }
}
