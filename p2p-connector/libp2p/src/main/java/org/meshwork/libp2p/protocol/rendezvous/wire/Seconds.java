package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.time.Duration;

/** Times in whole seconds, unsigned on the wire. */
final class Seconds {
  private Seconds() {}

  static Duration read(long seconds) {
    return Duration.ofSeconds(
        seconds < 0 || seconds > Integer.MAX_VALUE ? Integer.MAX_VALUE : seconds);
  }

  static long write(Duration time) {
    return Math.max(0, Math.min(time.toSeconds(), Integer.MAX_VALUE));
  }
}
