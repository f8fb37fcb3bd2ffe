package org.meshwork.libp2p.protocol.kad.wire;

/** How well the sender of a message reaches a peer that it names: its word, no more. */
public enum Reachability {
  NOT_CONNECTED,
  CONNECTED,
  CAN_CONNECT,
  CANNOT_CONNECT;

  /** What isn't known here says nothing. */
  static Reachability of(long code) {
    return code >= 0 && code < values().length ? values()[(int) code] : NOT_CONNECTED;
  }

  int code() {
    return ordinal();
  }
}
