package org.meshwork.libp2p.transport.quic;

/**
 * How much a connection's congestion window still takes, as its streams last saw it: quiche tells
 * of it where something is written. On the event loop.
 */
final class SendRoom {
  /** More than a packet with an end and nothing else needs. */
  private static final int MIN_BYTES = 1_500;

  private long bytes = Long.MAX_VALUE;

  void saw(long left) {
    bytes = left;
  }

  boolean isLeft() {
    return bytes >= MIN_BYTES;
  }
}
