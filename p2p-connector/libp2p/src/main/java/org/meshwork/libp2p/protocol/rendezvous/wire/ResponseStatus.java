package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.Arrays;

/** What a rendezvous point says of a request. */
public enum ResponseStatus {
  OK(0),
  INVALID_NAMESPACE(100),
  INVALID_SIGNED_PEER_RECORD(101),
  INVALID_TTL(102),
  INVALID_COOKIE(103),
  NOT_AUTHORIZED(200),
  INTERNAL_ERROR(300),
  UNAVAILABLE(400),
  /** Read, never sent. */
  UNKNOWN(-1);

  private final int code;

  ResponseStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static ResponseStatus of(long code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findAny().orElse(UNKNOWN);
  }
}
