package org.meshwork.libp2p.host.resources;

/** What a host has a limited amount of. */
public enum Resource {
  INBOUND_STREAMS,
  OUTBOUND_STREAMS,
  /** That protocols say they keep for peers. */
  MEMORY_BYTES,
  /** Attempts to reach addresses that are under way; of no protocol. */
  DIALS
}
