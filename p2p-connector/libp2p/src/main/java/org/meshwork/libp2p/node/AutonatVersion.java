package org.meshwork.libp2p.node;

/** How servers are asked whether they reach this host. */
public enum AutonatVersion {
  /** About the whole host, by their word. */
  V1,
  /** About single addresses, with proof; preferred where a server has both. */
  V2
}
