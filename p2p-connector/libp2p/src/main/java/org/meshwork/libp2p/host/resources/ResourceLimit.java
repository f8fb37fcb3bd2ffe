package org.meshwork.libp2p.host.resources;

/** The most that may be in use in one place, each 1 or more; 0 for none. */
public record ResourceLimit(
    long inboundStreams, long outboundStreams, long memoryBytes, long dials) {
  /**
   * @throws IllegalArgumentException if a value is negative, with its name
   */
  public ResourceLimit {
    require("inboundStreams", inboundStreams);
    require("outboundStreams", outboundStreams);
    require("memoryBytes", memoryBytes);
    require("dials", dials);
  }

  private static void require(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not 0 or more");
    }
  }

  long of(Resource resource) {
    return switch (resource) {
      case INBOUND_STREAMS -> inboundStreams;
      case OUTBOUND_STREAMS -> outboundStreams;
      case MEMORY_BYTES -> memoryBytes;
      case DIALS -> dials;
    };
  }
}
