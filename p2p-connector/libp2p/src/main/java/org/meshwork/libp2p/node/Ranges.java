package org.meshwork.libp2p.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** What settings of a node may be. What isn't, is refused with its name. */
final class Ranges {
  private Ranges() {}

  static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  /** A copy of these addresses, each of which names its peer. */
  static List<Multiaddr> peers(String name, List<Multiaddr> addresses, int max) {
    if (addresses.size() > max) {
      throw new IllegalArgumentException(
          name + " are " + addresses.size() + ", not " + max + " at most");
    }
    for (Multiaddr address : addresses) {
      if (peer(address).isEmpty()) {
        throw new IllegalArgumentException(name + ": no address of a peer: " + address);
      }
    }
    return List.copyOf(addresses);
  }

  private static Optional<PeerId> peer(Multiaddr address) {
    try {
      return PeerId.in(address);
    } catch (InputRefused noPeer) {
      return Optional.empty();
    }
  }
}
