package org.meshwork.libp2p.protocol.kad.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A peer as another one names it: the message {@code Peer}.
 *
 * @param addresses at most {@link #MAX_ADDRESSES}, each of at most {@link #MAX_ADDRESS_BYTES};
 *     others are left out
 */
public record KadPeer(PeerId id, List<Multiaddr> addresses, Reachability reachability) {
  public static final int MAX_ADDRESSES = 16;

  /** Of the binary form; an address by a relay has less than half as much. */
  public static final int MAX_ADDRESS_BYTES = 256;

  private static final int ID = 1;
  private static final int ADDRESS = 2;
  private static final int CONNECTION = 3;

  public KadPeer {
    Objects.requireNonNull(id);
    addresses = bounded(addresses);
    Objects.requireNonNull(reachability);
  }

  private static List<Multiaddr> bounded(List<Multiaddr> addresses) {
    List<Multiaddr> some = new ArrayList<>(Math.min(addresses.size(), MAX_ADDRESSES));
    for (Multiaddr address : addresses) {
      if (some.size() < MAX_ADDRESSES && address.encode().size() <= MAX_ADDRESS_BYTES) {
        some.add(address);
      }
    }
    return List.copyOf(some);
  }

  /** Empty if the id can't be read here. */
  static Optional<KadPeer> decode(Bytes message) {
    Bytes id = Bytes.EMPTY;
    List<Multiaddr> addresses = new ArrayList<>();
    Reachability reachability = Reachability.NOT_CONNECTED;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case ID -> id = reader.bytes();
        case ADDRESS -> add(reader.bytes(), addresses);
        case CONNECTION -> reachability = Reachability.of(reader.varint());
        default -> reader.skip();
      }
    }
    return decode(id, addresses, reachability);
  }

  private static void add(Bytes address, List<Multiaddr> addresses) {
    if (addresses.size() == MAX_ADDRESSES || address.size() > MAX_ADDRESS_BYTES) {
      return;
    }
    try {
      addresses.add(Multiaddr.decode(address));
    } catch (InputRefused unknownHere) {
      // The peer may speak protocols that we don't; its other addresses are as good as before.
    }
  }

  private static Optional<KadPeer> decode(
      Bytes id, List<Multiaddr> addresses, Reachability reachability) {
    try {
      return Optional.of(new KadPeer(PeerId.decode(id), addresses, reachability));
    } catch (InputRefused noPeer) {
      return Optional.empty();
    }
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().bytes(ID, id.encode());
    addresses.forEach(address -> writer.bytes(ADDRESS, address.encode()));
    if (reachability != Reachability.NOT_CONNECTED) {
      writer.varint(CONNECTION, reachability.code());
    }
    return writer.toBytes();
  }
}
