package org.meshwork.libp2p.simulation;

import java.time.Duration;

/**
 * What a message meets on its way from one place to another.
 *
 * @param latency one way, at least 0
 * @param jitter added at random, evenly from 0 up to this; messages of a connection keep their
 *     order
 * @param loss the share of packets that are lost, 0 up to, not including, 1: what carries the bytes
 *     sends them again, so that they come late
 */
public record Link(Duration latency, Duration jitter, double loss) {
  public Link {
    if (latency.isNegative() || jitter.isNegative()) {
      throw new IllegalArgumentException("nothing arrives before it was sent");
    }
    if (!(loss >= 0 && loss < 1)) {
      throw new IllegalArgumentException("a loss of 0 up to 1, not " + loss);
    }
  }

  /** A link that loses nothing. */
  public static Link of(Duration latency) {
    return new Link(latency, Duration.ZERO, 0);
  }
}
