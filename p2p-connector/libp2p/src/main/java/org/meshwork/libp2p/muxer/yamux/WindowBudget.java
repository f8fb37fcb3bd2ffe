package org.meshwork.libp2p.muxer.yamux;

/** What the receive windows of one connection grow by: the time of a round trip, and a bound. */
final class WindowBudget {
  private final int maxStreamWindow;
  private long bytesLeft;

  /** 0 until it was measured. */
  private long roundTripNanos;

  WindowBudget(YamuxSettings settings) {
    maxStreamWindow = settings.maxStreamWindowBytes();
    bytesLeft = settings.maxGrowthBytes();
  }

  /** Takes a new measurement; half of the estimate is the newest one. */
  void measured(long nanos) {
    roundTripNanos = roundTripNanos == 0 ? nanos : (roundTripNanos + nanos) / 2;
  }

  long roundTripNanos() {
    return roundTripNanos;
  }

  /** By how much a window may grow that would double: less or nothing at the bounds. */
  int grow(int window) {
    long growth = Math.min(Math.min(window, maxStreamWindow - window), bytesLeft);
    bytesLeft -= growth;
    return (int) growth;
  }

  /** What a window had grown by is free for others. */
  void giveBack(int growth) {
    bytesLeft += growth;
  }
}
