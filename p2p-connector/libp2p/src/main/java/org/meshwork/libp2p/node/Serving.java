package org.meshwork.libp2p.node;

import org.meshwork.libp2p.protocol.autonat.Reachability;

/** When a node does something for others. */
public enum Serving {
  NEVER,
  /** While it is known that others reach it. */
  WHEN_PUBLIC,
  ALWAYS;

  boolean isDue(Reachability known) {
    return this == ALWAYS || this == WHEN_PUBLIC && known == Reachability.PUBLIC;
  }
}
