package org.meshwork.libp2p.simulation;

import org.meshwork.libp2p.multiformats.Multiaddr;

/** How places are linked. */
@FunctionalInterface
public interface Links {
  /** Asked for every message; may change with time. */
  Link between(Multiaddr from, Multiaddr to);

  /** All places alike. */
  static Links all(Link link) {
    return (from, to) -> link;
  }
}
