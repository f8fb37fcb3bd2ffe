package org.meshwork.libp2p.protocol.autonat.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Asks to be dialled.
 *
 * @param peer who asks
 * @param addresses the ones that can be read here
 */
record Dial(Optional<PeerId> peer, List<Multiaddr> addresses) {
  static final int MAX_ADDRESSES = 128;

  private static final int PEER_INFO = 1;
  private static final int ID = 1;
  private static final int ADDRESS = 2;

  Dial {
    Objects.requireNonNull(peer);
    addresses = List.copyOf(addresses);
  }

  /**
   * @throws InputRefused if this is none, or has too many addresses
   */
  static Dial decode(Bytes message) {
    Dial dial = new Dial(Optional.empty(), List.of());
    ProtobufReader reader = new ProtobufReader(Envelope.open(Envelope.DIAL, message));
    while (reader.next()) {
      if (reader.field() == PEER_INFO) {
        dial = peerInfo(reader.bytes());
      } else {
        reader.skip();
      }
    }
    return dial;
  }

  private static Dial peerInfo(Bytes info) {
    Optional<PeerId> peer = Optional.empty();
    List<Bytes> addresses = new ArrayList<>();
    ProtobufReader reader = new ProtobufReader(info);
    while (reader.next()) {
      switch (reader.field()) {
        case ID -> peer = Optional.of(PeerId.decode(reader.bytes()));
        case ADDRESS -> addresses.add(reader.bytes());
        default -> reader.skip();
      }
      if (addresses.size() > MAX_ADDRESSES) {
        throw new InputRefused(
            Reason.TOO_LARGE, "a request of more than " + MAX_ADDRESSES + " addresses");
      }
    }
    return new Dial(peer, addresses.stream().flatMap(one -> readable(one).stream()).toList());
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
    ProtobufWriter info = new ProtobufWriter();
    peer.ifPresent(id -> info.bytes(ID, id.encode()));
    addresses.forEach(address -> info.bytes(ADDRESS, address.encode()));
    Bytes content = new ProtobufWriter().bytes(PEER_INFO, info.toBytes()).toBytes();
    return Envelope.seal(Envelope.DIAL, content);
  }
}
