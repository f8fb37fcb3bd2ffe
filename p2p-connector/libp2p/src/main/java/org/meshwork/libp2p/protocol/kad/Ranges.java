package org.meshwork.libp2p.protocol.kad;

import java.time.Duration;

/**
 * Of the values of {@link KademliaSettings}. Apart from it, because each of its parts checks its
 * default by them, whichever of these classes a program touches first.
 */
final class Ranges {
  static final int MANY = 1 << 20;

  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final Duration MIN_AGE = Duration.ofSeconds(1);
  private static final Duration MAX_AGE = Duration.ofDays(366);

  private Ranges() {}

  static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }

  static void requireTime(String name, Duration value) {
    require(name, value, MIN_TIME, MAX_TIME);
  }

  static void requireAge(String name, Duration value) {
    require(name, value, MIN_AGE, MAX_AGE);
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }
}
