package org.meshwork.libp2p.muxer.yamux;

/** How often something may happen: so often at once, and so often a second in the long run. */
final class RateBound {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int atOnce;
  private final long nanosEach;
  private long left;
  private long countedAt;

  /**
   * @param perSecond 1 to 1,000,000
   * @param now of a clock that never goes back, in nanoseconds
   */
  RateBound(int atOnce, int perSecond, long now) {
    this.atOnce = atOnce;
    this.nanosEach = NANOS_PER_SECOND / perSecond;
    this.left = atOnce;
    this.countedAt = now;
  }

  /** Whether it may happen now, once; if so it counts as happened. */
  boolean allows(long now) {
    long earned = (now - countedAt) / nanosEach;
    countedAt += earned * nanosEach;
    left = Math.min(left + earned, Math.max(atOnce, left));
    if (left <= 0) {
      return false;
    }
    left--;
    return true;
  }

  /** It may happen so often in addition, because this side has caused it. */
  void grant(int times) {
    left = Math.min(left + times, Integer.MAX_VALUE);
  }
}
