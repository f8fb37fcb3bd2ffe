package org.meshwork.libp2p.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A record while its fields come in. */
final class PeerRecordFields {
  private final List<Bytes> addresses = new ArrayList<>();
  private Bytes peer = Bytes.EMPTY;
  private long sequence;

  void peer(Bytes value) {
    peer = value;
  }

  void sequence(long value) {
    sequence = value;
  }

  void address(Bytes value) {
    if (addresses.size() == PeerRecord.MAX_ADDRESSES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a record of more than " + PeerRecord.MAX_ADDRESSES + " addresses");
    }
    addresses.add(value);
  }

  PeerRecord toRecord() {
    List<Multiaddr> readable =
        addresses.stream().flatMap(address -> readable(address).stream()).toList();
    return new PeerRecord(PeerId.decode(peer), sequence, readable);
  }

  private static Optional<Multiaddr> readable(Bytes address) {
    try {
      return Optional.of(Multiaddr.decode(address));
    } catch (InputRefused unknownHere) {
      // The peer may speak protocols that we don't; its other addresses are as good as before.
      return Optional.empty();
    }
  }
}
