package org.meshwork.libp2p.protocol.relay;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * The message {@code Peer}. Its addresses are for relays that dial on request, which is deprecated,
 * and are passed over.
 */
final class PeerField {
  private static final int ID = 1;

  private PeerField() {}

  static PeerId decode(Bytes message) {
    Optional<Bytes> id = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == ID) {
        id = Optional.of(reader.bytes());
      } else {
        reader.skip();
      }
    }
    return PeerId.decode(
        id.orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a peer without an id")));
  }

  static Bytes encode(PeerId peer) {
    return new ProtobufWriter().bytes(ID, peer.encode()).toBytes();
  }
}
