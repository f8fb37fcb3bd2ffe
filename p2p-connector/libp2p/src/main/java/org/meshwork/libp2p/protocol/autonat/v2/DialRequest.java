package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Asks to be dialled at one of the addresses.
 *
 * @param addresses as they came, since others speak of them by their number; the most wanted first
 * @param nonce to say on the connection that is dialled
 */
record DialRequest(List<Bytes> addresses, long nonce) implements Message {
  static final int FIELD = 1;
  static final int MAX_ADDRESSES = 64;

  private static final int ADDRESS = 1;
  private static final int NONCE = 2;

  DialRequest {
    addresses = List.copyOf(addresses);
  }

  static DialRequest of(List<Multiaddr> addresses, long nonce) {
    return new DialRequest(addresses.stream().map(Multiaddr::encode).toList(), nonce);
  }

  static DialRequest read(Bytes content) {
    List<Bytes> addresses = new ArrayList<>();
    long nonce = 0;
    ProtobufReader reader = new ProtobufReader(content);
    while (reader.next()) {
      switch (reader.field()) {
        case ADDRESS -> addresses.add(reader.bytes());
        case NONCE -> nonce = reader.fixed64();
        default -> reader.skip();
      }
      if (addresses.size() > MAX_ADDRESSES) {
        throw new InputRefused(
            Reason.TOO_LARGE, "a request of more than " + MAX_ADDRESSES + " addresses");
      }
    }
    return new DialRequest(addresses, nonce);
  }

  /** Empty if it can't be read here. */
  Optional<Multiaddr> address(int index) {
    try {
      return Optional.of(Multiaddr.decode(addresses.get(index)));
    } catch (InputRefused unknownHere) {
      return Optional.empty();
    }
  }

  @Override
  public int field() {
    return FIELD;
  }

  @Override
  public Bytes content() {
    ProtobufWriter writer = new ProtobufWriter();
    addresses.forEach(address -> writer.bytes(ADDRESS, address));
    return writer.fixed64(NONCE, nonce).toBytes();
  }
}
