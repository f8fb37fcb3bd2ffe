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
 * What a client and its relay say to each other (circuit-v2, "Hop Protocol").
 *
 * @param peer whom to connect to
 * @param limit none if the relay applies none
 */
record HopMessage(
    Type type,
    Optional<PeerId> peer,
    Optional<Reservation> reservation,
    Optional<CircuitLimit> limit,
    Optional<RelayStatus> status) {
  enum Type {
    RESERVE,
    CONNECT,
    STATUS
  }

  /** What go-libp2p and js-libp2p take. */
  static final int MAX_BYTES = 4_096;

  private static final int TYPE = 1;
  private static final int PEER = 2;
  private static final int RESERVATION = 3;
  private static final int LIMIT = 4;
  private static final int STATUS = 5;

  HopMessage {
    Objects.requireNonNull(type);
    Objects.requireNonNull(peer);
    Objects.requireNonNull(reservation);
    Objects.requireNonNull(limit);
    Objects.requireNonNull(status);
  }

  static HopMessage reserve() {
    return new HopMessage(
        Type.RESERVE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static HopMessage connect(PeerId peer) {
    return new HopMessage(
        Type.CONNECT, Optional.of(peer), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static HopMessage refusal(RelayStatus status) {
    return new HopMessage(
        Type.STATUS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(status));
  }

  static HopMessage reserved(Reservation reservation, CircuitLimit limit) {
    return new HopMessage(
        Type.STATUS,
        Optional.empty(),
        Optional.of(reservation),
        Optional.of(limit).filter(CircuitLimit::isLimited),
        Optional.of(RelayStatus.OK));
  }

  static HopMessage connected(CircuitLimit limit) {
    return new HopMessage(
        Type.STATUS,
        Optional.empty(),
        Optional.empty(),
        Optional.of(limit).filter(CircuitLimit::isLimited),
        Optional.of(RelayStatus.OK));
  }

  /**
   * @throws InputRefused if it is no such message, or larger than {@link #MAX_BYTES}
   */
  static HopMessage decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    Optional<Type> type = Optional.empty();
    Optional<Bytes> peer = Optional.empty();
    Optional<Bytes> reservation = Optional.empty();
    Optional<Bytes> limit = Optional.empty();
    Optional<RelayStatus> status = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case TYPE -> type = Optional.of(type(reader.varint()));
        case PEER -> peer = Optional.of(reader.bytes());
        case RESERVATION -> reservation = Optional.of(reader.bytes());
        case LIMIT -> limit = Optional.of(reader.bytes());
        case STATUS -> status = Optional.of(RelayStatus.of(reader.varint()));
        default -> reader.skip();
      }
    }
    return new HopMessage(
        type.orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a message without a type")),
        peer.map(PeerField::decode),
        reservation.map(Reservation::decode),
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
    reservation.ifPresent(value -> writer.bytes(RESERVATION, value.encode()));
    limit.ifPresent(value -> writer.bytes(LIMIT, value.encode()));
    status.ifPresent(value -> writer.varint(STATUS, value.code()));
    return writer.toBytes();
  }
}
