package org.meshwork.libp2p.protocol.relay;

import java.util.Arrays;

/** How a request went (libp2p/specs relay, circuit-v2, "Protobuf"). */
enum RelayStatus {
  OK(100),
  RESERVATION_REFUSED(200),
  RESOURCE_LIMIT_EXCEEDED(201),
  PERMISSION_DENIED(202),
  CONNECTION_FAILED(203),
  NO_RESERVATION(204),
  MALFORMED_MESSAGE(400),
  UNEXPECTED_MESSAGE(401),
  /** Any other code; a refusal, as it is not {@link #OK}. */
  UNKNOWN(0);

  private final int code;

  RelayStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static RelayStatus of(long code) {
    return Arrays.stream(values())
        .filter(status -> status.code == code)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
