package org.meshwork.libp2p.muxer.yamux;

/**
 * Which ids the peer has used, exactly for the newest and by their age for the rest. Peers number
 * their streams upward, but those with threads may send two openings in the wrong order.
 */
final class PeerStreamIds {
  /** How far behind the newest an opening may come: twice the backlog of acknowledgements. */
  static final int WINDOW = 512;

  /** One bit for each, by the id's place modulo the window. */
  private final long[] used = new long[WINDOW / Long.SIZE];

  /** Half of the newest id; below 0 when there is none. */
  private long newest = -1;

  /**
   * Marks the id as used.
   *
   * @return false if it was used before, or is too old to tell
   */
  boolean use(long id) {
    long place = id >> 1;
    if (place <= newest - WINDOW || place <= newest && isMarked(place)) {
      return false;
    }
    for (long skipped = Math.max(newest + 1, place - WINDOW); skipped <= place; skipped++) {
      used[word(skipped)] &= ~bit(skipped);
    }
    used[word(place)] |= bit(place);
    newest = Math.max(newest, place);
    return true;
  }

  /** Whether it was used; of ids too old to tell, yes. */
  boolean wasUsed(long id) {
    long place = id >> 1;
    return place <= newest && (place <= newest - WINDOW || isMarked(place));
  }

  private boolean isMarked(long place) {
    return (used[word(place)] & bit(place)) != 0;
  }

  private static int word(long place) {
    return (int) (place % WINDOW) / Long.SIZE;
  }

  private static long bit(long place) {
    return 1L << (place % Long.SIZE);
  }
}
