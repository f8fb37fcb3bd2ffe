package org.meshwork.libp2p.discovery.bootstrap;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** The peers of a list of addresses, each with its own, in the order of the list. */
final class GivenPeers {
  static final int MAX_PEERS = 256;
  static final int MAX_ADDRESSES = 32;

  private GivenPeers() {}

  /**
   * @throws InputRefused if an address names no peer, or there are too many
   */
  static Map<PeerId, List<Multiaddr>> of(Collection<Multiaddr> addresses, PeerId self) {
    Map<PeerId, Set<Multiaddr>> byPeer = new LinkedHashMap<>();
    for (Multiaddr address : addresses) {
      PeerId peer = peerIn(address);
      if (!peer.equals(self)) {
        byPeer.computeIfAbsent(peer, absent -> new LinkedHashSet<>()).add(address);
        requireBounds(byPeer.size(), byPeer.get(peer).size());
      }
    }
    Map<PeerId, List<Multiaddr>> result = new LinkedHashMap<>();
    byPeer.forEach((peer, all) -> result.put(peer, List.copyOf(all)));
    return result;
  }

  private static PeerId peerIn(Multiaddr address) {
    return PeerId.in(address)
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.MALFORMED, address + " names no peer, as /p2p/12D3… at its end would"));
  }

  private static void requireBounds(int peers, int addresses) {
    if (peers > MAX_PEERS || addresses > MAX_ADDRESSES) {
      throw new InputRefused(
          Reason.TOO_LARGE,
          "more than " + MAX_PEERS + " peers, or " + MAX_ADDRESSES + " addresses of one");
    }
  }
}
