package org.meshwork.libp2p.protocol.kad;

/** What a node does for others (libp2p/specs kad-dht, "Client and server mode"). */
public enum Mode {
  /** Asks, and answers nobody: for nodes that others can't reach, or that come and go. */
  CLIENT,
  /** Asks and answers, keeps values and providers, and is in the tables of others. */
  SERVER
}
