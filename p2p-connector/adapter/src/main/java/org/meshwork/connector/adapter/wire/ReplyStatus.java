package org.meshwork.connector.adapter.wire;

import java.util.Arrays;

/** How a request ended. */
public enum ReplyStatus {
  /** Of a later version of this protocol, or none. */
  UNKNOWN(0),
  OK(1),
  /** Nothing was begun: later, or elsewhere. */
  BUSY(2),
  /** What was begun is undone: again. */
  ROLLED_BACK(3),
  /** The request is wrong. */
  REFUSED(4);

  private final int number;

  ReplyStatus(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ReplyStatus of(long number) {
    return Arrays.stream(values())
        .filter(status -> status.number == number)
        .findAny()
        .orElse(UNKNOWN);
  }
}
