package org.meshwork.libp2p.muxer.yamux;

import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** How often a peer may do what costs it less than it costs this side. */
final class FloodBounds {
  static final int PINGS_AT_ONCE = 64;
  private static final int PINGS_PER_SECOND = 10;

  /** Of its own streams, as a busy peer that gives up on many requests does. */
  static final int RESETS_AT_ONCE = 2_048;

  private static final int RESETS_PER_SECOND = 200;

  static final int IDLE_FRAMES_AT_ONCE = 1_024;
  private static final int IDLE_FRAMES_PER_SECOND = 100;

  /** What may still be on its way when a stream ends: its acknowledgement, updates, its end. */
  private static final int IDLE_FRAMES_PER_STREAM = 8;

  private final RateBound pings;
  private final RateBound resets;
  private final RateBound idleFrames;

  FloodBounds(long now) {
    pings = new RateBound(PINGS_AT_ONCE, PINGS_PER_SECOND, now);
    resets = new RateBound(RESETS_AT_ONCE, RESETS_PER_SECOND, now);
    idleFrames = new RateBound(IDLE_FRAMES_AT_ONCE, IDLE_FRAMES_PER_SECOND, now);
  }

  /**
   * @throws ConnectionFailed if there are too many
   */
  void ping(long now) {
    require(pings.allows(now), "pings");
  }

  /** A stream of the peer's was reset by it, or refused. */
  void reset(long now) {
    require(resets.allows(now), "streams that are reset or refused");
  }

  /** A frame that does nothing. */
  void idleFrame(long now) {
    require(idleFrames.allows(now), "frames that do nothing");
  }

  void streamEnded() {
    idleFrames.grant(IDLE_FRAMES_PER_STREAM);
  }

  private static void require(boolean isAllowed, String what) {
    if (!isAllowed) {
      throw new ConnectionFailed(Reason.TOO_MUCH, "too many " + what + " from the peer");
    }
  }
}
