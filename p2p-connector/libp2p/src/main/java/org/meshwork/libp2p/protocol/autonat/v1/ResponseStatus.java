package org.meshwork.libp2p.protocol.autonat.v1;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** How a request ended (autonat-v1, "RPC messages"). */
enum ResponseStatus {
  OK(0),
  DIAL_ERROR(100),
  DIAL_REFUSED(101),
  BAD_REQUEST(200),
  INTERNAL_ERROR(300);

  private final int code;

  ResponseStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /**
   * @throws InputRefused if there is no such status
   */
  static ResponseStatus of(long code) {
    return Arrays.stream(values())
        .filter(status -> status.code == code)
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNKNOWN_CODE,
                    "no status of AutoNAT is known of code " + Long.toUnsignedString(code)));
  }
}
