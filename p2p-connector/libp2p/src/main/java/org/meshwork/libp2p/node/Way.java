package org.meshwork.libp2p.node;

/** A transport between hosts. */
public enum Way {
  TCP,
  /** Needs a native library; knows no private networks. */
  QUIC,
  /** {@code ws} and {@code wss} to dial, {@code ws} to listen. */
  WEB_SOCKET
}
