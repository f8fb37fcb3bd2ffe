package org.meshwork.libp2p.protocol.relay;

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
 * What a relay promises (circuit-v2, "Reservation").
 *
 * @param expiry seconds since 1970, unsigned
 * @param addresses of the relay, the ones that can be read here
 * @param voucher a {@link ReservationVoucher} in its envelope, unchecked
 */
record Reservation(long expiry, List<Multiaddr> addresses, Optional<Bytes> voucher) {
  static final int MAX_ADDRESSES = 32;

  private static final int EXPIRE = 1;
  private static final int ADDRESSES = 2;
  private static final int VOUCHER = 3;

  Reservation {
    addresses = List.copyOf(addresses);
    Objects.requireNonNull(voucher);
  }

  static Reservation decode(Bytes message) {
    long expiry = 0;
    List<Bytes> addresses = new ArrayList<>();
    Optional<Bytes> voucher = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case EXPIRE -> expiry = reader.varint();
        case ADDRESSES -> add(addresses, reader.bytes());
        case VOUCHER -> voucher = Optional.of(reader.bytes());
        default -> reader.skip();
      }
    }
    return new Reservation(
        expiry,
        addresses.stream().flatMap(address -> readable(address).stream()).toList(),
        voucher.filter(bytes -> !bytes.isEmpty()));
  }

  private static void add(List<Bytes> addresses, Bytes address) {
    if (addresses.size() == MAX_ADDRESSES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a reservation of more than " + MAX_ADDRESSES + " addresses");
    }
    addresses.add(address);
  }

  private static Optional<Multiaddr> readable(Bytes address) {
    try {
      return Optional.of(Multiaddr.decode(address));
    } catch (InputRefused unknownHere) {
      // The relay may speak protocols that we don't; its other addresses are as good as before.
      return Optional.empty();
    }
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().varint(EXPIRE, expiry);
    addresses.forEach(address -> writer.bytes(ADDRESSES, address.encode()));
    voucher.ifPresent(bytes -> writer.bytes(VOUCHER, bytes));
    return writer.toBytes();
  }
}
