package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** An enum of a message. */
interface Status {
  int code();

  /**
   * @throws InputRefused if none of them has the code: such responses are discarded (autonat-v2)
   */
  static <S extends Status> S of(long code, S[] all) {
    return Arrays.stream(all)
        .filter(status -> status.code() == code)
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNKNOWN_CODE,
                    "no status of AutoNAT is known of code " + Long.toUnsignedString(code)));
  }
}
