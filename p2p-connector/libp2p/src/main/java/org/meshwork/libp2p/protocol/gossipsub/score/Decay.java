package org.meshwork.libp2p.protocol.gossipsub.score;

/** Counts that become smaller (gossipsub 1.1, "Parameter Decay"). */
final class Decay {
  private Decay() {}

  static double of(double value, double factor, double toZero) {
    double decayed = value * factor;
    return decayed < toZero ? 0 : decayed;
  }
}
