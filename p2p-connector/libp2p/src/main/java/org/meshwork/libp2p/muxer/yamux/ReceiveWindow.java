package org.meshwork.libp2p.muxer.yamux;

import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * How much the peer may send on one stream (yamux, "Flow Control"). Doubles when the reader takes
 * half of it within two round trips, since then the window and not the reader sets the pace. Never
 * shrinks.
 */
final class ReceiveWindow {
  static final int INITIAL_BYTES = 256 * 1024;

  private static final int ROUND_TRIPS_PER_HALF = 2;

  private final WindowBudget budget;
  private int size = INITIAL_BYTES;
  private int credit = INITIAL_BYTES;
  private int taken;
  private long updatedAt;

  ReceiveWindow(WindowBudget budget, long now) {
    this.budget = budget;
    this.updatedAt = now;
  }

  /**
   * The peer is about to send so many bytes.
   *
   * @throws ConnectionFailed if it may not
   */
  void announce(long bytes) {
    if (bytes > credit) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, bytes + " bytes of data where the window has " + credit);
    }
    credit -= (int) bytes;
  }

  /**
   * The reader has taken so many bytes.
   *
   * @return whether the peer should hear of it
   */
  boolean take(int bytes) {
    taken += bytes;
    return taken >= size / 2;
  }

  /** What to tell the peer: by how much it may send more from now on. */
  int update(long now) {
    int growth = isPacing(now) ? budget.grow(size) : 0;
    int update = taken + growth;
    size += growth;
    credit += update;
    taken = 0;
    updatedAt = now;
    return update;
  }

  private boolean isPacing(long now) {
    return now - updatedAt < ROUND_TRIPS_PER_HALF * budget.roundTripNanos();
  }

  /** What the peer may still have on its way. */
  int credit() {
    return credit;
  }

  int size() {
    return size;
  }

  /** The stream is over. */
  void close() {
    budget.giveBack(size - INITIAL_BYTES);
  }
}
