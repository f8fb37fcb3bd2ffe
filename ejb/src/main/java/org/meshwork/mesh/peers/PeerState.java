package org.meshwork.mesh.peers;

/** How this node stands to a peer. */
public enum PeerState {
  /** There is a connection. */
  CONNECTED,
  /** Heard of; reachable for all this node knows. */
  KNOWN,
  /** The last attempt to reach it has failed. */
  UNREACHABLE,
  /** An administrator wants nothing to do with it. */
  BLOCKED
}
