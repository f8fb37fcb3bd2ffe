package org.meshwork.libp2p.protocol.autonat;

/** Whether others can connect to this host, or to one of its addresses, from where they are. */
public enum Reachability {
  /** Too few have said so far. */
  UNKNOWN,
  /** Others have dialled it. */
  PUBLIC,
  /** Others have tried in vain: a NAT or a firewall is between. */
  PRIVATE
}
