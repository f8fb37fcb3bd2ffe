package org.meshwork.libp2p.host.dial;

import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** What a dial has met. */
final class DialOutcome {
  /** Null while nothing has failed. */
  private ConnectionFailed last;

  private boolean hasTried;

  void tried() {
    hasTried = true;
  }

  /** Whether any address was dialled. */
  boolean hasTried() {
    return hasTried;
  }

  /** What a supported address met says more than that another is not supported. */
  void note(ConnectionFailed failure) {
    boolean tellsMore = last == null || failure.reason() != Reason.UNSUPPORTED_ADDRESS;
    if (tellsMore) {
      if (last != null && last != failure) {
        failure.addSuppressed(last);
      }
      last = failure;
    }
  }

  ConnectionFailed failure(String name) {
    return last == null
        ? new ConnectionFailed(Reason.UNREACHABLE, "no address of " + name + " is known")
        : last;
  }
}
