package org.meshwork.libp2p.protocol.dcutr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * What the two say to each other (libp2p/specs DCUtR, "RPC messages").
 *
 * @param addresses where the peer takes itself to be reached; the ones that can be read here
 */
record HolePunchMessage(Type type, List<Multiaddr> addresses) {
  enum Type {
    CONNECT(100),
    SYNC(300);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  static final int MAX_BYTES = 4_096;
  static final int MAX_ADDRESSES = 64;
  static final HolePunchMessage SYNC = new HolePunchMessage(Type.SYNC, List.of());

  private static final int TYPE = 1;
  private static final int OBSERVED_ADDRESSES = 2;

  HolePunchMessage {
    Objects.requireNonNull(type);
    addresses = List.copyOf(addresses);
  }

  static HolePunchMessage connect(List<Multiaddr> addresses) {
    return new HolePunchMessage(Type.CONNECT, addresses);
  }

  /**
   * @throws InputRefused if it is no such message, or has more than the bounds allow
   */
  static HolePunchMessage decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    Optional<Type> type = Optional.empty();
    List<Bytes> addresses = new ArrayList<>();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case TYPE -> type = Optional.of(type(reader.varint()));
        case OBSERVED_ADDRESSES -> add(addresses, reader.bytes());
        default -> reader.skip();
      }
    }
    return new HolePunchMessage(
        type.orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a message without a type")),
        addresses.stream().flatMap(address -> readable(address).stream()).toList());
  }

  private static Type type(long code) {
    for (Type type : Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new InputRefused(Reason.UNKNOWN_CODE, "a message of unknown type");
  }

  private static void add(List<Bytes> addresses, Bytes address) {
    if (addresses.size() == MAX_ADDRESSES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a message of more than " + MAX_ADDRESSES + " addresses");
    }
    addresses.add(address);
  }

  private static Optional<Multiaddr> readable(Bytes address) {
    try {
      return Optional.of(Multiaddr.decode(address));
    } catch (InputRefused unknownHere) {
      // The peer may speak protocols that we don't; its other addresses are as good as before.
      return Optional.empty();
    }
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().varint(TYPE, type.code);
    addresses.forEach(address -> writer.bytes(OBSERVED_ADDRESSES, address.encode()));
    return writer.toBytes();
  }
}
