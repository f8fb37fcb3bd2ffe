package org.meshwork.libp2p.discovery.mdns;

/**
 * Hears of peers on the local network, on the event loop of the discovery; must not block. What it
 * throws is logged and hinders nobody else.
 */
@FunctionalInterface
public interface NeighbourListener {
  /** A peer is new, or is somewhere else too: with all its addresses that hold now. */
  void found(Neighbour neighbour);
}
