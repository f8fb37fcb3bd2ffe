package org.meshwork.libp2p.host.resources;

/** What is in use in one place. */
public record ResourceUse(long inboundStreams, long outboundStreams, long memoryBytes, long dials) {
  public static final ResourceUse NONE = new ResourceUse(0, 0, 0, 0);
}
