package org.meshwork.libp2p.protocol.kad.wire;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** What a message asks for, or answers. */
public enum MessageType {
  PUT_VALUE(0),
  GET_VALUE(1),
  ADD_PROVIDER(2),
  GET_PROVIDERS(3),
  FIND_NODE(4),
  /** Answered for old peers, never sent. */
  PING(5);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static MessageType of(long code) {
    return Arrays.stream(values())
        .filter(type -> type.code == code)
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNKNOWN_CODE,
                    "a message of unknown type " + Long.toUnsignedString(code)));
  }
}
