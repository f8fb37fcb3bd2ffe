package org.meshwork.libp2p.protocol.kad;

import java.util.List;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What a lookup has found.
 *
 * @param peers those closest to the key of all that answered, at most k, the closest first
 * @param hops from this node to the first of them: 1 for a peer that it knew; 0 if there is none
 * @param requests how many peers were asked
 * @param isWhole whether the lookup came to its end, and was not stopped before
 */
public record Neighbourhood(List<PeerId> peers, int hops, int requests, boolean isWhole) {
  public Neighbourhood {
    peers = List.copyOf(peers);
  }
}
