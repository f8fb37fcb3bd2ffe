package org.meshwork.foundation;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Time-ordered ids (RFC 9562 section 5.7): milliseconds, then 74 random bits. */
public final class Uuid7 {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Uuid7() {}

  public static UUID next(Clock clock, RandomGenerator random) {
    long high = clock.millis() << 16 | VERSION | random.nextLong() & 0x0FFFL;
    long low = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
