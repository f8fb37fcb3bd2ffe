package org.meshwork.connector;

import java.util.List;
import java.util.Objects;

/**
 * A peer that is connected.
 *
 * @param addresses where it is, one for each connection
 * @param protocols that it speaks, as far as it has said
 * @param relayed whether no connection is direct
 */
public record ConnectedPeer(
    PeerName name, List<String> addresses, List<String> protocols, boolean relayed) {
  public ConnectedPeer {
    Objects.requireNonNull(name);
    addresses = List.copyOf(addresses);
    protocols = List.copyOf(protocols);
  }
}
