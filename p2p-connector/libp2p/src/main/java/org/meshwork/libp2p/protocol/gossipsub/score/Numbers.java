package org.meshwork.libp2p.protocol.gossipsub.score;

import java.time.Duration;

/** What settings of scores may be. */
final class Numbers {
  private static final Duration MAX_TIME = Duration.ofDays(365);

  private Numbers() {}

  static void requireNotNegative(String name, double value) {
    require(name, value, value >= 0, "0 or more");
  }

  static void requireNotPositive(String name, double value) {
    require(name, value, value <= 0, "0 or less");
  }

  static void requireDecay(String name, double value) {
    require(name, value, value > 0 && value < 1, "between 0 and 1");
  }

  static void requireNotNegative(String name, Duration value) {
    boolean isFit = !value.isNegative() && value.compareTo(MAX_TIME) <= 0;
    require(name, value, isFit, "0 to a year");
  }

  static void requirePositive(String name, Duration value) {
    requireNotNegative(name, value);
    require(name, value, !value.isZero(), "positive");
  }

  static void require(String name, Object value, boolean isFit, String range) {
    if (!isFit || value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + range);
    }
  }
}
