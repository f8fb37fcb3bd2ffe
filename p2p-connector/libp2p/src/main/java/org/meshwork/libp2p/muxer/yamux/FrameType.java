package org.meshwork.libp2p.muxer.yamux;

/** What a frame is for, in the order of the codes (yamux, "Type Field"). */
enum FrameType {
  DATA,
  WINDOW_UPDATE,
  PING,
  GO_AWAY;

  private static final FrameType[] BY_CODE = values();

  int code() {
    return ordinal();
  }

  static boolean isKnown(int code) {
    return code < BY_CODE.length;
  }

  static FrameType of(int code) {
    return BY_CODE[code];
  }

  /** Whether its frames belong to a stream, not to the session. */
  boolean isOfStream() {
    return this == DATA || this == WINDOW_UPDATE;
  }
}
