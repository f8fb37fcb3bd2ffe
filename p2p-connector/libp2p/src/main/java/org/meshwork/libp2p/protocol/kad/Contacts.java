package org.meshwork.libp2p.protocol.kad;

import java.time.Duration;
import java.util.List;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** Where peers are reached, as far as anybody has said: the port to what remembers it. */
public interface Contacts {
  /** At most a few dozen; empty if none is known, or none any more. */
  List<Multiaddr> addresses(PeerId peer);

  /**
   * Remembers these too, or for longer. Bounded: others may be forgotten for them.
   *
   * @param addresses without the step that names the peer
   */
  void add(PeerId peer, List<Multiaddr> addresses, Duration age);
}
