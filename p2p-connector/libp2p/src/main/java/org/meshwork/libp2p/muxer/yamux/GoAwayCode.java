package org.meshwork.libp2p.muxer.yamux;

/** Why a session ends, in the order of the codes (yamux, "Session termination"). */
enum GoAwayCode {
  NORMAL,
  PROTOCOL_ERROR,
  INTERNAL_ERROR;

  FrameHeader frame() {
    return new FrameHeader(FrameType.GO_AWAY, 0, 0, ordinal());
  }

  /** For people; codes that the specification doesn't list are shown as they are. */
  static String describe(long code) {
    return code < values().length ? values()[(int) code].name() : "code " + code;
  }
}
